" Completes with the words of the language and the names in the buffer, by what stands before the
" cursor. A language server knows more; this is what there is without one.

function! joist#complete#words(findstart, base) abort
  if a:findstart
    return match(strpart(getline('.'), 0, col('.') - 1), '[[:alnum:]_-]*$')
  endif
  let before = strpart(getline('.'), 0, col('.') - 1)
  let words = filter(s:candidates(before), {_, word -> stridx(word.word, a:base) == 0})
  return sort(words, {a, b -> a.word ==# b.word ? 0 : a.word ># b.word ? 1 : -1})
endfunction

function! s:menu(list, menu) abort
  return map(copy(a:list), {_, word -> {'word': word, 'menu': a:menu}})
endfunction

function! s:candidates(before) abort
  if a:before =~# '\<allow\s*:\?\s*[-[:lower:]]*$'
    return s:menu(g:joist#words#rules, 'rule')
  elseif a:before =~# '\d[kKMGTP]\?\s\+\w*$' || a:before =~# '\d[[:alnum:] ]*/\w*$'
    return s:menu(g:joist#words#units, 'unit')
  elseif a:before =~# ':\s*\w*$'
    return s:menu(g:joist#words#choices, 'value') + s:names()
  elseif a:before =~# '\%(->\|\~>\|--\|[,|]\)\s*\w*$'
    return s:names() + s:menu(g:joist#words#kinds, 'kind')
  elseif a:before =~# '{[^}]*$' || indent('.') > 0
    return s:menu(g:joist#words#attributes, 'attribute') + s:names() + s:menu(g:joist#words#kinds, 'kind')
  endif
  return s:menu(g:joist#words#statements, 'statement') + s:menu(g:joist#words#kinds, 'kind') + s:names()
endfunction

" Every name in the buffer's declarations and arrows.
function! s:names() abort
  let found = {}
  for line in getline(1, '$')
    let bare = substitute(substitute(line, '"[^"]*"', '', 'g'), '#.*', '', '')
    if bare =~# '->\|\~>' || bare =~# '^\s*\h\w*\s\+\h\w*'
      for word in split(bare, '[^[:alnum:]_]\+')
        if word =~# '^\h'
          let found[word] = 1
        endif
      endfor
    endif
  endfor
  return s:menu(keys(found), 'name')
endfunction
