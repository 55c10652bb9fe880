// Within the preview: shows each picture where the last one was, zooms, and marks boxes.
'use strict';

(() => {
  const host = acquireVsCodeApi();
  const element = (id) => document.getElementById(id);
  const board = element('board');
  const picture = element('picture');
  const state = Object.assign({ zoom: 1, fitted: true, left: 0, top: 0 }, host.getState());
  let size = { width: 0, height: 0 };
  let followed = '';

  function remember() {
    state.left = board.scrollLeft;
    state.top = board.scrollTop;
    host.setState(state);
  }

  function applyZoom() {
    const room = board.clientWidth - 24;
    if (state.fitted && size.width > 0) state.zoom = Math.min(1.5, Math.max(0.1, room / size.width));
    const svg = picture.querySelector('svg');
    if (svg) {
      svg.setAttribute('width', size.width * state.zoom);
      svg.setAttribute('height', size.height * state.zoom);
    }
    element('fit').textContent = `${Math.round(state.zoom * 100)}%`;
  }

  // What is under the point stays there.
  function zoomTo(next, x, y) {
    const factor = Math.min(8, Math.max(0.05, next)) / state.zoom;
    const left = (board.scrollLeft + x) * factor - x;
    const top = (board.scrollTop + y) * factor - y;
    state.fitted = false;
    state.zoom *= factor;
    applyZoom();
    board.scrollTo(left, top);
    remember();
  }

  function zoomBy(factor) {
    zoomTo(state.zoom * factor, board.clientWidth / 2, board.clientHeight / 2);
  }

  function fit() {
    state.fitted = true;
    applyZoom();
    remember();
  }

  function draw(svg) {
    const first = size.width === 0;
    const { scrollLeft, scrollTop } = board;
    const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
    if (parsed.nodeName !== 'svg') return;
    size = { width: parsed.viewBox.baseVal.width, height: parsed.viewBox.baseVal.height };
    picture.replaceChildren(document.importNode(parsed, true));
    applyZoom();
    board.scrollTo(first ? state.left : scrollLeft, first ? state.top : scrollTop);
    mark(false);
  }

  function mark(move) {
    for (const old of picture.querySelectorAll('.followed')) old.classList.remove('followed');
    const box = followed ? picture.querySelector(`#${CSS.escape(followed)}`) : null;
    if (!box) return;
    box.classList.add('followed');
    if (move) bringIntoView(box.getBoundingClientRect(), board.getBoundingClientRect());
  }

  // To the middle of the board, unless it is seen as it is.
  function bringIntoView(place, room) {
    const seen = place.left >= room.left && place.right <= room.right && place.top >= room.top && place.bottom <= room.bottom;
    if (seen) return;
    board.scrollBy(place.left + place.width / 2 - room.left - room.width / 2, place.top + place.height / 2 - room.top - room.height / 2);
  }

  window.addEventListener('message', ({ data }) => {
    if (data.kind === 'picture') {
      if (data.svg) draw(data.svg);
      picture.classList.toggle('stale', data.stale);
      element('notice').hidden = !data.stale;
      element('notice').textContent = data.trouble || (picture.childElementCount > 0
        ? 'The text has errors: this is the last picture of it without them.'
        : 'The text cannot be drawn yet.');
    }
    if (data.kind === 'follow') {
      followed = data.element;
      mark(true);
    }
  });

  picture.addEventListener('click', (event) => {
    const group = event.target.closest('g.joist-box, g.joist-line, g.joist-group');
    if (!group) return;
    host.postMessage({ kind: 'picked', element: group.id });
  });
  board.addEventListener('wheel', (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const room = board.getBoundingClientRect();
    zoomTo(state.zoom * Math.exp(-event.deltaY / 300), event.clientX - room.left, event.clientY - room.top);
  }, { passive: false });
  board.addEventListener('scroll', remember);
  board.addEventListener('keydown', (event) => {
    if (event.key === '+' || event.key === '=') zoomBy(1.25);
    else if (event.key === '-') zoomBy(0.8);
    else if (event.key === '0') fit();
  });
  element('in').addEventListener('click', () => zoomBy(1.25));
  element('out').addEventListener('click', () => zoomBy(0.8));
  element('fit').addEventListener('click', fit);
  window.addEventListener('resize', applyZoom);
  host.postMessage({ kind: 'ready' });
})();
