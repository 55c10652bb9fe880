" Joist designs by their names.
autocmd BufNewFile,BufRead *.joist setfiletype joist
