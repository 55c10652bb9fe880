" What tests/editors/vim runs in Vim, and tests/editors/neovim in Neovim; says what failed in $OUT.
set nocompatible
execute 'set runtimepath^=' . fnameescape($TOP . '/editors/vim')
let g:markdown_fenced_languages = ['joist']
filetype plugin indent on
syntax on
let s:said = []
let s:failed = 0

function! s:check(what, got, expected) abort
  if a:got !=# a:expected
    let s:failed += 1
    call add(s:said, 'failed: ' . a:what . ': got ' . string(a:got) . ', expected ' . string(a:expected))
  endif
endfunction

let s:sorts = {
      \ 'joistStatement': 'keyword', 'joistAnnotation': 'keyword', 'joistWord': 'keyword',
      \ 'joistTableIn': 'keyword', 'joistTableWord': 'keyword', 'joistViewWord': 'keyword',
      \ 'joistKind': 'kind', 'joistOwnKind': 'ownkind', 'joistType': 'type', 'joistColumn': 'plaincolumn',
      \ 'joistKey': 'member', 'joistAttribute': 'attribute', 'joistQuantity': 'quantity',
      \ 'joistChoice': 'constant', 'joistRule': 'rule', 'joistFunction': 'function',
      \ 'joistFigure': 'figure', 'joistNumber': 'number', 'joistUnit': 'unit', 'joistPer': 'unit',
      \ 'joistArrow': 'arrow', 'joistMethod': 'function', 'joistPath': 'string',
      \ 'joistString': 'string', 'joistText': 'string', 'joistComment': 'comment', '': 'plain'}

function! s:sort(lnum, column) abort
  let name = synIDattr(synID(a:lnum, a:column, 1), 'name')
  return get(s:sorts, name, name)
endfunction

" Byte column of the Nth WORD in a line.
function! s:column(line, word, n) abort
  let at = -1
  for _ in range(a:n)
    let at = stridx(a:line, a:word, at + 1)
  endfor
  return at + 1
endfunction

function! s:colours() abort
  execute 'edit' fnameescape($TOP . '/tests/editors/colours.joist')
  call s:check('file type', &filetype, 'joist')
  let shown = 0
  for lnum in range(3, line('$'))
    let said = matchlist(getline(lnum), '^\s*#? \(\S\+\) \(\S\+\) \?\(\d*\)$')
    if empty(said)
      let shown = lnum
      continue
    endif
    let column = s:column(getline(shown), said[2], max([1, str2nr(said[3])]))
    call s:check(shown . ': ' . said[2], s:sort(shown, column), said[1])
  endfor
endfunction

" A design in the canonical form loses its indentation and gets it back.
function! s:indents(path) abort
  execute 'edit!' fnameescape(a:path)
  let before = getline(1, '$')
  silent %left
  normal! gg=G
  for lnum in range(1, line('$'))
    call s:check(fnamemodify(a:path, ':t') . ' line ' . lnum, getline(lnum), before[lnum - 1])
  endfor
  edit!
endfunction

" What stands between three quotes keeps its columns, and what is around it gets its own.
function! s:keeps_texts() abort
  let lines = [
        \ 'service note {', '  note: """', '    # Title', '    - list {', '        code', '', '    ```',
        \ '    """', '  replicas: 2', '}', 'service b { note: """a { b""", replicas: 2 }',
        \ 'service c { note: """', '      x', '  """ }', 'service d {', '  zones: 2', '}']
  call writefile(lines, 'texts.joist')
  edit! texts.joist
  for lnum in [2, 9, 16]
    call setline(lnum, substitute(getline(lnum), '^\s*', '', ''))
  endfor
  normal! gg=G
  for lnum in range(1, line('$'))
    call s:check('texts.joist line ' . lnum, getline(lnum), lines[lnum - 1])
  endfor
  edit!
endfunction

" Lines get their columns while they are typed.
function! s:types() abort
  edit! typed.joist
  execute "normal! idecide \"A\" over \"B\"\<CR>because \"x\"\<CR>but \"y\"\<CR>until f.p99 > 3 ms\<CR>"
        \ . "allow overload on a\<CR>\"why\"\<CR>view v {\<CR>show a, *\<CR>hide b\<CR>}\<CR>"
        \ . "endpoints of a {\<CR>GET /a/*\<CR>GET /b\<CR>}"
  call s:check('typed', getline(1, '$'), [
        \ 'decide "A" over "B"', '  because "x"', '  but "y"', '  until f.p99 > 3 ms', 'allow overload on a',
        \ '  "why"', 'view v {', '  show a, *', '  hide b', '}',
        \ 'endpoints of a {', '  GET /a/*', '  GET /b', '}'])
  edit!
endfunction

function! s:make() abort
  call writefile(['client -> lb -> api', 'service api { replicas: 3, zons: 2 }'], 'broken.joist')
  edit! broken.joist
  silent make!
  let found = filter(getqflist(), {_, item -> item.valid})
  call s:check('findings', len(found) > 0, 1)
  let first = get(found, 0, {'lnum': 0, 'col': 0, 'type': '', 'text': '', 'bufnr': 0})
  call s:check('place', [bufname(first.bufnr), first.lnum, first.col, toupper(first.type)], ['broken.joist', 2, 28, 'E'])
  call s:check('words', first.text =~# 'zons', 1)
endfunction

function! s:completes(line, word) abort
  call setline(1, a:line)
  call cursor(1, len(a:line))
  normal! $
  startinsert!
  let base = matchstr(a:line, '[[:alnum:]_-]*$')
  let words = map(joist#complete#words(0, base), {_, item -> item.word})
  call s:check('completion of ' . a:line, index(words, a:word) >= 0, 1)
endfunction

function! s:preview() abort
  call writefile(['client -> lb -> api -> postgres'], 'shop.joist')
  edit! shop.joist
  JoistPreview
  call s:check('windows', winnr('$'), 2)
  call s:check('the buffer is the text', &filetype, 'joist')
  let shown = join(getbufline(b:joist_preview, 1, '$'), "\n")
  call s:check('picture', shown =~# 'postgres' && shown =~# 'api', 1)
  call setline(1, 'client -> lb -> shop -> postgres')
  doautocmd InsertLeave
  call s:check('picture anew', join(getbufline(b:joist_preview, 1, '$'), "\n") =~# 'shop', 1)
  call setline(1, '{{{{ -> "')
  doautocmd InsertLeave
  JoistPreview
  call s:check('one preview', winnr('$'), 2)
  only
  call setline(1, ['service   api {replicas:3}'])
  JoistFormat
  call s:check('formatted', getline(1, '$'), ['service api { replicas: 3 }'])
  JoistExplain overload
  call s:check('explained', winnr('$'), 2)
  only!
endfunction

function! s:markdown() abort
  call writefile(['# Note', '```joist', 'service api { replicas: 3 }', '```', 'text'], 'note.md')
  edit! note.md
  " Neovim 0.12 colours Markdown by its tree: neovim-tree.lua looks at that.
  if exists('b:ts_highlight')
    return
  endif
  call s:check('fence', s:sort(3, 1), 'kind')
  call s:check('attribute in a fence', s:sort(3, 15), 'attribute')
endfunction

try
  call s:colours()
  for s:path in glob($TOP . '/examples/*.joist', 0, 1)
    call s:indents(s:path)
  endfor
  call s:keeps_texts()
  call s:types()
  call s:make()
  edit! words.joist
  call s:completes('post', 'postgres')
  call s:completes('service api { repl', 'replicas')
  call s:completes('service api { failover: au', 'automatic')
  call s:completes('x = 30 us', 'users')
  call s:completes('allow single', 'single-point-of-failure')
  edit!
  call s:preview()
  call s:markdown()
catch
  let s:failed += 1
  call add(s:said, 'failed: ' . v:exception . ' at ' . v:throwpoint)
endtry
if s:failed == 0
  call add(s:said, 'all is well')
endif
call writefile(s:said, $OUT)
qall!
