" Settings and commands for Joist designs.

if exists('b:did_ftplugin')
  finish
endif
let b:did_ftplugin = 1
let s:cpo = &cpoptions
set cpoptions&vim

setlocal commentstring=#\ %s comments=:# formatoptions-=t formatoptions+=croql
setlocal expandtab shiftwidth=2 softtabstop=2 tabstop=2
setlocal suffixesadd=.joist include=^\\s*import
setlocal omnifunc=joist#complete#words keywordprg=:JoistExplain
if exists('g:joist_path')
  let &l:formatprg = shellescape(g:joist_path) . ' fmt -'
else
  setlocal formatprg=joist\ fmt\ -
endif

command! -buffer -bar JoistPreview call joist#preview#open()
command! -buffer -bar JoistFormat call joist#format#buffer()
command! -buffer -nargs=+ JoistExplain call joist#preview#explain(<q-args>)

" Neovim talks to the language server of itself; where the compiler set-up is wanted, :compiler joist.
if get(g:, 'joist_compiler', 1)
  compiler joist
endif

let b:undo_ftplugin = 'setlocal commentstring< comments< formatoptions< expandtab< shiftwidth<'
      \ . ' softtabstop< tabstop< suffixesadd< include< omnifunc< keywordprg< formatprg<'
      \ . ' makeprg< errorformat<'
      \ . ' | silent! delcommand -buffer JoistPreview | silent! delcommand -buffer JoistFormat'
      \ . ' | silent! delcommand -buffer JoistExplain'
let &cpoptions = s:cpo
unlet s:cpo
