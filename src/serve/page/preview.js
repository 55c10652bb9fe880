// Shows the state of the design, asks for it again at every change, and keeps the reader's place.
'use strict';

const element = (id) => document.getElementById(id);
const choices = ['flow', 'stage', 'view', 'theme', 'palette'];
const allStages = '\n'; // no label of a stage: labels are of one line
const board = element('board');
const picture = element('picture');

let zoom = 1;
let fitted = true; // until the reader zooms, the picture fits the width
let size = { width: 0, height: 0 };
let state = null;
let asked = 0;

function chosen() {
  const query = new URLSearchParams();
  for (const name of choices) {
    const value = element(name).value;
    if (value === allStages) query.set('stages', '1');
    else if (value) query.set(name, value);
  }
  return query;
}

// The choice stands in the address, so that a reload or a bookmark keeps it.
function remember() {
  const query = chosen().toString();
  history.replaceState(null, '', query ? `?${query}` : location.pathname);
}

function fromAddress(name) {
  const query = new URLSearchParams(location.search);
  if (name === 'stage' && query.get('stages') === '1') return allStages;
  return query.get(name) || '';
}

function fill(name, values) {
  const select = element(name);
  const wanted = select.value || fromAddress(name);
  const names = {
    flow: 'all', stage: 'as it stands', view: 'everything', palette: 'as the design says',
  };
  const options = values.map((one) => new Option(one, one));
  if (name === 'stage') options.push(new Option('all side by side', allStages));
  select.replaceChildren(new Option(names[name], ''), ...options);
  select.value = options.some((one) => one.value === wanted) ? wanted : '';
  select.parentElement.hidden = values.length === 0;
}

function scaleToFit() {
  const room = board.clientWidth - 40;
  return size.width > 0 ? Math.min(1.5, Math.max(0.1, room / size.width)) : 1;
}

function applyZoom() {
  if (fitted) zoom = scaleToFit();
  const svg = picture.querySelector('svg');
  if (svg) {
    svg.setAttribute('width', size.width * zoom);
    svg.setAttribute('height', size.height * zoom);
  }
  element('fit').textContent = `${Math.round(zoom * 100)}%`;
}

// Keeps what is under the point (in the board) where it is.
function zoomTo(next, x = board.clientWidth / 2, y = board.clientHeight / 2) {
  const factor = Math.min(8, Math.max(0.05, next)) / zoom;
  const left = (board.scrollLeft + x) * factor - x;
  const top = (board.scrollTop + y) * factor - y;
  fitted = false;
  zoom *= factor;
  applyZoom();
  board.scrollTo(left, top);
}

function draw(svg) {
  const left = board.scrollLeft;
  const top = board.scrollTop;
  const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
  const box = parsed.viewBox.baseVal;
  size = { width: box.width, height: box.height };
  picture.replaceChildren(document.importNode(parsed, true));
  applyZoom();
  board.scrollTo(left, top);
}

function showPlace(place, group) {
  for (const old of picture.querySelectorAll('.picked')) old.classList.remove('picked');
  if (group) group.classList.add('picked');
  const where = `${place.file}:${place.line}:${place.column}`;
  element('where').textContent = where;
  const path = state.paths[place.file] || place.file;
  element('open').href = `vscode://file${encodeURI(path)}:${place.line}:${place.column}`;
  element('place').hidden = false;
}

// Names stand in backticks.
function worded(text, className) {
  const words = document.createElement('span');
  words.className = className;
  text.split('`').forEach((part, index) => {
    const piece = document.createElement(index % 2 ? 'code' : 'span');
    piece.textContent = part;
    words.append(piece);
  });
  return words;
}

function findingRow(finding) {
  const row = document.createElement('p');
  row.className = finding.severity;
  const severity = document.createElement('span');
  severity.className = 'severity';
  severity.textContent = finding.severity;
  const words = worded(finding.message, 'words');
  if (finding.help) words.append(worded(` – ${finding.help}`, 'help'));
  row.append(severity, words);
  if (finding.line) {
    const place = document.createElement('button');
    place.textContent = `line ${finding.line}`;
    place.addEventListener('click', () => showPlace(finding, null));
    row.append(place);
  }
  return row;
}

function show(next) {
  state = next;
  document.title = next.title || 'Joist';
  element('title').textContent = next.title || 'Joist';
  const before = chosen().toString();
  fill('flow', next.flows);
  fill('stage', next.stages);
  fill('view', next.views);
  fill('palette', next.palettes);
  // What was chosen has another name now, or is gone: the picture is of the whole again. While the
  // text is broken it may come back.
  if (!next.stale && chosen().toString() !== before) {
    remember();
    refresh();
  }
  if (next.svg) draw(next.svg);
  picture.classList.toggle('stale', next.stale);
  const notice = element('notice');
  notice.hidden = !next.stale && !next.trouble;
  notice.textContent = next.trouble ||
    'The text has errors: this is the last picture of it without them.';
  const open = next.findings.filter((finding) => !finding.allowed);
  element('findings').replaceChildren(...open.map(findingRow));
  element('findings').hidden = open.length === 0;
}

async function refresh() {
  const number = ++asked;
  try {
    const answer = await fetch(`/state?${chosen()}`);
    const next = await answer.json();
    if (number === asked) show(next); // an answer that was overtaken is dropped
  } catch {
    // The event stream says that the program is gone, and when it is back.
  }
}

function listen() {
  const events = new EventSource('/events');
  const link = element('link');
  events.addEventListener('changed', (event) => {
    link.textContent = 'live';
    link.classList.remove('lost');
    if (!state || String(state.revision) !== event.data) refresh();
  });
  events.addEventListener('error', () => {
    link.textContent = 'the preview has ended; waiting for it';
    link.classList.add('lost');
    state = null;
  });
}

function pan() {
  let start = null;
  board.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    start = { x: event.clientX, y: event.clientY, left: board.scrollLeft, top: board.scrollTop };
  });
  addEventListener('pointermove', (event) => {
    if (!start) return;
    const moved = Math.hypot(event.clientX - start.x, event.clientY - start.y);
    if (moved > 4) board.classList.add('dragging');
    if (board.classList.contains('dragging')) {
      board.scrollTo(start.left - event.clientX + start.x, start.top - event.clientY + start.y);
    }
  });
  addEventListener('pointerup', () => {
    start = null;
    setTimeout(() => board.classList.remove('dragging'));
  });
}

picture.addEventListener('click', (event) => {
  if (board.classList.contains('dragging') || !state) return;
  for (let at = event.target; at && at !== picture; at = at.parentElement) {
    if (at.id && state.places[at.id]) {
      event.preventDefault(); // a link of the design opens with a modifier only
      if (event.metaKey || event.ctrlKey) return;
      showPlace(state.places[at.id], at);
      return;
    }
  }
});

board.addEventListener('wheel', (event) => {
  if (!event.ctrlKey && !event.metaKey) return;
  event.preventDefault();
  const frame = board.getBoundingClientRect();
  zoomTo(zoom * Math.exp(-event.deltaY / 400), event.clientX - frame.left, event.clientY - frame.top);
}, { passive: false });

element('in').addEventListener('click', () => zoomTo(zoom * 1.25));
element('out').addEventListener('click', () => zoomTo(zoom / 1.25));
element('fit').addEventListener('click', () => { fitted = true; applyZoom(); });
element('close').addEventListener('click', () => { element('place').hidden = true; });
element('copy').addEventListener('click', () => {
  navigator.clipboard.writeText(element('where').textContent);
});
addEventListener('keydown', (event) => {
  if (event.target.tagName === 'SELECT' || event.ctrlKey || event.metaKey) return;
  if (event.key === '+' || event.key === '=') zoomTo(zoom * 1.25);
  if (event.key === '-') zoomTo(zoom / 1.25);
  if (event.key === '0') { fitted = true; applyZoom(); }
});
addEventListener('resize', () => { if (fitted) applyZoom(); });

for (const name of choices) {
  element(name).addEventListener('change', () => {
    document.documentElement.dataset.theme = element('theme').value;
    remember();
    refresh();
  });
}
const first = new URLSearchParams(location.search);
element('theme').value = ['light', 'dark'].includes(first.get('theme')) ? first.get('theme') : '';
document.documentElement.dataset.theme = element('theme').value;
for (const name of ['flow', 'stage', 'view', 'palette']) {
  const wanted = fromAddress(name);
  if (wanted) element(name).replaceChildren(new Option(wanted, wanted));
}
pan();
listen();
