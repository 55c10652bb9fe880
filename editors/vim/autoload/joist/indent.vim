" How far a line of a design is indented: by the braces open before it, and once more if it goes on
" with the statement above.

" The line without texts and comment, so that what is in them is no brace and no arrow. Where a text
" of several lines begins, what follows its end belongs to the line.
function! s:bare(lnum) abort
  let line = substitute(getline(a:lnum), '"""\%([^"]\|"\%(""\)\@!\)*"""', '""', 'g')
  let line = substitute(line, '""\@!\%(\\.\|[^"\\]\)*"', '""', 'g')
  let begin = stridx(line, '"""')
  if begin >= 0 && strpart(line, 0, begin) !~# '#'
    let last = a:lnum + 1
    while last <= line('$') && getline(last) !~# '"""'
      let last += 1
    endwhile
    let line = strpart(line, 0, begin) . '""' . substitute(getline(last), '^.\{-}"""', '', '')
  endif
  return substitute(substitute(line, '#.*', '', ''), '\s*$', '', '')
endfunction

" The line where the text begins that goes on in this one; 0 where none does.
function! s:text_begin(lnum) abort
  let view = winsaveview()
  call cursor(a:lnum, 1)
  let marks = 0
  let begin = 0
  while search('"""', 'bW') > 0
    " In a comment it is no text.
    if strpart(getline('.'), 0, col('.') - 1) !~# '^\s*#'
      let marks += 1
      let begin = begin == 0 ? line('.') : begin
    endif
  endwhile
  call winrestview(view)
  return marks % 2 == 1 ? begin : 0
endfunction

function! s:previous(lnum) abort
  let lnum = prevnonblank(a:lnum - 1)
  while lnum > 0
    let begin = s:text_begin(lnum)
    if begin > 0
      return begin
    elseif s:bare(lnum) !=# ''
      return lnum
    endif
    let lnum = prevnonblank(lnum - 1)
  endwhile
  return lnum
endfunction

" Does the line end with an operator? `show a, *` and `GET /files/*` end with none.
function! s:ends_open(bare) abort
  if a:bare =~# '\%(,\|\<show\|\<hide\|\<collapse\)\s*\*$' || a:bare =~# '^\s*\u\+\s\+/'
    return 0
  endif
  return a:bare =~# '\%(->\|\~>\|--\|[|+*/^]\)$'
endfunction

" Does the line go on with the statement of the line before? A clause that is being typed is a word
" alone, behind a decision.
function! s:goes_on(lnum, before) abort
  let bare = substitute(s:bare(a:lnum), '^\s*', '', '')
  let previous = s:bare(a:before)
  if bare =~# '^\%(->\|\~>\|--\|[|@"+*/<>=^]\|-\s\)'
    return 1
  elseif bare =~# '^\%(over\|because\|but\)\s*"' || bare =~# '^until\s\+[^-:=~{|.]'
    return 1
  elseif bare =~# '^\%(over\|because\|but\|until\)$' && s:decides(a:before)
    return 1
  elseif s:ends_open(previous)
    return 1
  endif
  return previous =~# ',$' && bare !~# '^\h[[:alnum:]_.]*\s*:' && bare !~# '^}'
endfunction

" Is the line one of a decision?
function! s:decides(lnum) abort
  let lnum = a:lnum
  while lnum > 0 && s:bare(lnum) =~# '^\s*\%(over\|because\|but\|until\|"\)'
    let lnum = s:previous(lnum)
  endwhile
  return lnum > 0 && s:bare(lnum) =~# '^\s*decide\s*"'
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

" What stands in a text stays as it is.
function! joist#indent#line(lnum) abort
  if s:text_begin(a:lnum) > 0
    return -1
  endif
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
