" The design as text in a window beside it, redrawn whenever the buffer is written or left alone for
" a moment; and what `joist explain` says.

function! joist#preview#program() abort
  return get(g:, 'joist_path', 'joist')
endfunction

" What the program writes for the buffer's text; its last good answer where it has none.
function! s:drawn(buffer, width) abort
  let command = shellescape(joist#preview#program()) . ' render - - --to text --quiet'
  let name = bufname(a:buffer)
  if name !=# ''
    let command .= ' --stdin-filename ' . shellescape(name)
  endif
  let lines = systemlist(command . ' 2>' . (has('win32') ? 'nul' : '/dev/null'), getbufline(a:buffer, 1, '$'))
  return v:shell_error >= 2 || empty(lines) ? [] : lines
endfunction

" The window that shows the picture of this buffer, or 0.
function! s:window(buffer) abort
  let shown = getbufvar(a:buffer, 'joist_preview', -1)
  return shown < 0 ? 0 : get(win_findbuf(shown), 0, 0)
endfunction

function! joist#preview#open() abort
  let source = bufnr('%')
  if !executable(joist#preview#program())
    echohl ErrorMsg | echomsg 'joist: no program `' . joist#preview#program() . '`; set g:joist_path' | echohl None
    return
  endif
  if !s:window(source)
    let from = win_getid()
    execute get(g:, 'joist_preview_open', 'vertical rightbelow new')
    setlocal buftype=nofile bufhidden=wipe noswapfile nowrap nolist nonumber norelativenumber nospell
    silent execute 'file' fnameescape('joist preview ' . source)
    call setbufvar(source, 'joist_preview', bufnr('%'))
    call win_gotoid(from)
  endif
  augroup joist_preview
    execute 'autocmd! * <buffer=' . source . '>'
    execute 'autocmd BufWritePost,CursorHold,InsertLeave <buffer=' . source . '> call joist#preview#update(' . source . ')'
  augroup END
  call joist#preview#update(source)
endfunction

" Draws anew what changed, and leaves the view of that window as it is.
function! joist#preview#update(source) abort
  let window = s:window(a:source)
  if !window || getbufvar(a:source, 'joist_drawn', -1) == getbufvar(a:source, 'changedtick')
    return
  endif
  call setbufvar(a:source, 'joist_drawn', getbufvar(a:source, 'changedtick'))
  let lines = s:drawn(a:source, winwidth(window))
  if empty(lines)
    return
  endif
  let preview = getbufvar(a:source, 'joist_preview')
  call setbufvar(preview, '&modifiable', 1)
  silent call deletebufline(preview, len(lines) + 1, '$')
  call setbufline(preview, 1, lines)
  call setbufvar(preview, '&modifiable', 0)
endfunction

" A rule's page, or the arithmetic behind a figure of this design (`api.load`).
function! joist#preview#explain(words) abort
  let command = shellescape(joist#preview#program()) . ' explain ' . shellescape(a:words)
  if a:words =~# '\.'
    let command .= ' ' . shellescape(expand('%:p'))
  endif
  let lines = systemlist(command)
  pclose
  execute 'botright' &previewheight . 'new'
  setlocal previewwindow buftype=nofile bufhidden=wipe noswapfile
  call setline(1, lines)
  setlocal nomodifiable
  wincmd p
endfunction
