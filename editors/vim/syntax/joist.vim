" Colours Joist designs. The lists of words are made (autoload/joist/words.vim); the rules of where a
" word means something stand here: no word of Joist is reserved.

if exists('b:current_syntax')
  finish
endif
let s:cpo = &cpoptions
set cpoptions&vim

syntax iskeyword @,48-57,_,192-255
syntax sync minlines=200

let s:start = '\%(\%(^\|[{;]\)\s*\)\@80<='
let s:name = '\h[[:alnum:]_.]*'

" Words of a list as alternatives of a pattern.
function! s:any(words) abort
  return '\%(' . join(a:words, '\|') . '\)'
endfunction

" --- names: a kind before another name, a key before `:`, a quantity before `=`
execute 'syntax match joistOwnKind /' . s:start . s:name . '\ze\s\+\%(\h\|[^\x00-\x7f]\)/ contains=joistKind'
execute 'syntax keyword joistKind contained' join(g:joist#words#kinds)
execute 'syntax match joistKey /\h[[:alnum:]_.]*\ze\s*:/ contains=joistAttribute'
execute 'syntax keyword joistAttribute contained' join(g:joist#words#attributes)
execute 'syntax match joistQuantity /' . s:start . s:name . '\ze\s*=[=>]\@!/'
execute 'syntax match joistChoice /\%(:\s*\)\@20<=' . s:any(g:joist#words#choices) . '\>\%(\s*[-+*\/.(]\)\@!/'

" --- statements, and the words within them
execute 'syntax match joistStatement /' . s:start . s:any(g:joist#words#statements)
      \ . '\>\%(\s*\%([:=.,]\|[-~]>\|--\)\)\@!/'
syntax match joistAnnotation /\%([-~]>\s*\h[^"#{;]*\%("[^"]*"[^"#{;]*\)*\s\)\@200<=\%(x\|read\|write\|on\s\+\%(hit\|miss\|fail\)\)\>\%(\s*\%([-~]>\|--\)\)\@!/
syntax match joistAnnotation /\%([-~]>\s*\h[^"#{;]*\%("[^"]*"[^"#{;]*\)*\s\)\@200<=\%(read\|write\)\>\ze\s*[-~]>/
syntax match joistWord /\%([[:alnum:]_%)]\s\+\)\@40<=\%(of\|over\|in\|per\)\>\ze\s\+[^-~=:]/
syntax match joistWord /\<\%(over\|because\|but\)\ze\s*"/
syntax match joistWord /\<until\>\ze\s\+[^-:=~{|]/
syntax match joistWord /\%(["}[:alnum:]]\s\+\)\@40<=by\>\ze\s\+\h/
syntax match joistWord /\%("\s*\)\@20<=as\>\ze\s\+\h/
syntax match joistWord /\%(\<need\s\+\)\@20<=survive\>\ze\s\+\h/
syntax match joistWord /\%(\<allow\s\+\l[-[:lower:]]*\s\+\)\@80<=on\>/
syntax match joistRule /\%(\<allow\s*:\?\s*\)\@20<=\l\+\%(-\l\+\)*\>/

" --- quantities
execute 'syntax match joistFunction /\<' . s:any(g:joist#words#functions) . '\ze(/'
execute 'syntax match joistFigure /\.\@1<=' . s:any(g:joist#words#figures) . '\>/'
syntax match joistNumber /\$\=\%([[:alnum:]_]\)\@1<!\d\%(\d\|_\d\)*\%(\.\d\+\)\=\%([eE][+-]\=\d\+\)\=\%(\%(bn\|[kKMGTP]\)\>\)\=/ nextgroup=joistUnit,joistPer
execute 'syntax match joistUnit /\s*\%(%\|' . s:any(g:joist#words#units) . '\>\%(\s*[:=(]\|\.\h\)\@!\)/ contained nextgroup=joistPer'
execute 'syntax match joistPer /\/' . s:any(g:joist#words#units) . '\>\%(\s*(\|\.\h\)\@!/ contained nextgroup=joistPer'
syntax match joistOperator /[@|]\|\.\.\|[<>=]=\|[<>=+*^~]/
syntax match joistOperator /[-+*\/]\ze\s/
syntax match joistArrow /->\|\~>\|--/

" --- blocks whose lines have a form of their own
execute 'syntax match joistTableHead /' . s:start . 'table\s[^{#]*\ze{/ contains=joistStatement,joistString,joistTableIn nextgroup=joistTable'
syntax match joistTableIn /\<in\>/ contained
syntax region joistTable matchgroup=joistBrace start=/{/ end=/}/ contained fold
      \ contains=joistColumn,joistKey,joistTableWord,joistComment,joistString,joistNumber,joistWord,joistOperator,joistFunction
syntax match joistColumn /\%(\%(^\|[{;]\)\s*\)\@80<=\h\w*\ze\s\+\h/ contained nextgroup=joistColumnType skipwhite
execute 'syntax match joistColumnType /\h\w*/ contained contains=joistType'
execute 'syntax keyword joistType contained' join(g:joist#words#types)
syntax match joistTableWord /\%(\%(^\|[{;]\)\s*\)\@80<=\%(index\|query\)\>\ze\s*[^:[:space:]]/ contained
syntax match joistTableWord /\%(\h\w*\s\+\h[^"#;]*\s\)\@80<=\%(key\|partition\|ref\)\>/ contained
execute 'syntax match joistEndpointsHead /' . s:start . 'endpoints\s[^{#]*\ze{/ contains=joistStatement,joistWord nextgroup=joistEndpoints'
syntax region joistEndpoints matchgroup=joistBrace start=/{/ end=/}/ contained fold
      \ contains=joistMethod,joistKey,joistComment,joistString,joistBlock,joistWord,joistNumber
syntax match joistMethod /\%(\%(^\|[{;]\)\s*\)\@80<=\u\+\>\ze\s\+\// contained nextgroup=joistPath skipwhite
syntax match joistPath +/\%({[^{}"#]*}\|[^ \t{}"#;,]\)*+ contained
execute 'syntax match joistViewHead /' . s:start . 'view\s[^{#]*\ze{/ contains=joistStatement,joistString nextgroup=joistView'
syntax region joistView matchgroup=joistBrace start=/{/ end=/}/ contained fold
      \ contains=joistViewWord,joistKey,joistChoice,joistComment,joistString
syntax match joistViewWord /\%(\%(^\|[{;]\)\s*\)\@80<=\%(show\|hide\|collapse\)\>/ contained
syntax match joistViewWord /\<\%(neighbours\s\+of\|kind\ze:\|tag\ze:\)/ contained
syntax region joistBlock matchgroup=joistBrace start=/{/ end=/}/ transparent fold contains=TOP

" --- texts and comments
syntax region joistString start=/"/ skip=/\\./ end=/"/ end=/$/ oneline contains=joistEscape,@Spell
syntax region joistText start=/"""/ end=/"""/ contains=@Spell keepend
syntax match joistEscape /\\./ contained
syntax match joistComment /#.*/ contains=joistTodo,@Spell
syntax keyword joistTodo TODO FIXME XXX NOTE contained

highlight default link joistStatement Keyword
highlight default link joistAnnotation Keyword
highlight default link joistWord Keyword
highlight default link joistTableIn Keyword
highlight default link joistTableWord Keyword
highlight default link joistViewWord Keyword
highlight default link joistKind Type
highlight default link joistOwnKind Typedef
highlight default link joistType Type
highlight default link joistColumnType Typedef
highlight default link joistColumn Identifier
highlight default link joistKey Identifier
highlight default link joistAttribute Special
highlight default link joistQuantity Identifier
highlight default link joistChoice Constant
highlight default link joistRule Constant
highlight default link joistFunction Function
highlight default link joistFigure Special
highlight default link joistNumber Number
highlight default link joistUnit Number
highlight default link joistPer Number
highlight default link joistArrow Operator
highlight default link joistOperator Operator
highlight default link joistMethod Function
highlight default link joistPath String
highlight default link joistString String
highlight default link joistText String
highlight default link joistEscape SpecialChar
highlight default link joistComment Comment
highlight default link joistTodo Todo

let b:current_syntax = 'joist'
let &cpoptions = s:cpo
unlet s:cpo s:start s:name
