" Sets the buffer in the canonical form; the view stays, and a text that cannot be set stays as it is.

function! joist#format#buffer() abort
  let lines = systemlist(shellescape(joist#preview#program()) . ' fmt -', getline(1, '$'))
  if v:shell_error != 0
    echohl ErrorMsg | echomsg get(lines, 0, 'joist: the buffer could not be formatted') | echohl None
    return
  endif
  let view = winsaveview()
  if len(lines) < line('$')
    silent execute (len(lines) + 1) . ',$delete _'
  endif
  call setline(1, lines)
  call winrestview(view)
endfunction
