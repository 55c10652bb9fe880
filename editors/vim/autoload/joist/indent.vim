" How far a line of a design is indented: by the braces open before it, and once more if it goes on
" with the statement above.

" The line without texts and comment, so that what is in them is no brace and no arrow.
function! s:bare(lnum) abort
  let line = substitute(getline(a:lnum), '"\%(\\.\|[^"\\]\)*"', '""', 'g')
  return substitute(substitute(line, '#.*', '', ''), '\s*$', '', '')
endfunction

function! s:previous(lnum) abort
  let lnum = prevnonblank(a:lnum - 1)
  while lnum > 0 && s:bare(lnum) ==# ''
    let lnum = prevnonblank(lnum - 1)
  endwhile
  return lnum
endfunction

" Does the line go on with the statement of the line before?
function! s:goes_on(lnum, before) abort
  let bare = substitute(s:bare(a:lnum), '^\s*', '', '')
  let previous = s:bare(a:before)
  if bare =~# '^\%(->\|\~>\|--\|[|@"+*/<>=^]\|-\s\)'
    return 1
  elseif bare =~# '^\%(over\|because\|but\)\s*"' || bare =~# '^until\s\+[^-:=~{|.]'
    return 1
  elseif previous =~# '\%(->\|\~>\|--\|[|+*/^]\)$'
    return 1
  endif
  return previous =~# ',$' && bare !~# '^\h[[:alnum:]_.]*\s*:' && bare !~# '^}'
endfunction

" Braces that a line leaves open, or closes more than it opens. A brace at the beginning has already
" set its own line back.
function! s:open(lnum) abort
  let bare = substitute(s:bare(a:lnum), '^\s*}', '', '')
  return count(bare, '{') - count(bare, '}')
endfunction

" The first line of the statement that goes on in this one.
function! s:first(lnum) abort
  let lnum = a:lnum
  while 1
    let before = s:previous(lnum)
    if before == 0 || s:open(before) != 0 || !s:goes_on(lnum, before)
      return lnum
    endif
    let lnum = before
  endwhile
endfunction

function! joist#indent#line(lnum) abort
  let before = s:previous(a:lnum)
  if before == 0
    return 0
  endif
  let closes = s:bare(a:lnum) =~# '^\s*}'
  if s:open(before) > 0
    return indent(s:first(before)) + (closes ? 0 : shiftwidth())
  endif
  let first = s:first(before)
  let level = indent(first) + (s:open(before) < 0 ? s:open(before) * shiftwidth() : 0)
  if closes
    return level - shiftwidth()
  endif
  return level + (s:goes_on(a:lnum, before) ? shiftwidth() : 0)
endfunction
