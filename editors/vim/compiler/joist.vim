" :make checks the design of the buffer, and :cnext goes to its findings.

if exists('current_compiler')
  finish
endif
let current_compiler = 'joist'
let s:cpo = &cpoptions
set cpoptions&vim

let s:joist = escape(shellescape(get(g:, 'joist_path', 'joist')), ' \|"')
execute 'CompilerSet makeprg=' . s:joist . '\ check\ --format=compact\ %:S'
" A place is left out where a finding is of the whole design.
CompilerSet errorformat=%f:%l:%c:\ %trror:\ %m,%f:%l:%c:\ %tarning:\ %m,%f:%l:%c:\ %tote:\ %m,
      \%trror:\ %m,%tarning:\ %m,%tote:\ %m

let &cpoptions = s:cpo
unlet s:cpo s:joist
