" The language server of Joist for ALE: findings, completion, hover, definitions, fixes.

call ale#Set('joist_executable', get(g:, 'joist_path', 'joist'))

function! ale_linters#joist#joist#GetProjectRoot(buffer) abort
  let settings = ale#path#FindNearestFile(a:buffer, 'joist.toml')
  return settings !=# '' ? fnamemodify(settings, ':h') : expand('#' . a:buffer . ':p:h')
endfunction

call ale#linter#Define('joist', {
\   'name': 'joist',
\   'lsp': 'stdio',
\   'executable': {buffer -> ale#Var(buffer, 'joist_executable')},
\   'command': '%e lsp',
\   'project_root': function('ale_linters#joist#joist#GetProjectRoot'),
\   'language': 'joist',
\})
