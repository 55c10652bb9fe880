" What tests/editors/vim runs with ALE: its findings go to $OUT.
set nocompatible
set packpath+=/usr/share/vim/vimfiles
packadd ale
execute 'set runtimepath^=' . fnameescape($TOP . '/editors/vim')
let g:ale_lint_delay = 0
let g:joist_compiler = 0
filetype plugin indent on
call writefile(['client -> lb -> api', 'service api { replicas: 3, zons: 2 }'], 'ale.joist')
edit ale.joist
call ale#Queue(0)
for s:i in range(200)
  if !empty(getloclist(0))
    break
  endif
  sleep 50m
endfor
call writefile(map(getloclist(0), {_, item -> item.lnum . ':' . item.col . ' ' . item.text}), $OUT)
qall!
