" Indents Joist as `joist fmt` does: two columns a block, two more for what goes on.

if exists('b:did_indent')
  finish
endif
let b:did_indent = 1
setlocal indentexpr=joist#indent#line(v:lnum)
setlocal indentkeys=0{,0},!^F,o,O,0-,0~,0\|,0@,0\",=over,=because,=but,=until
let b:undo_indent = 'setlocal indentexpr< indentkeys<'
