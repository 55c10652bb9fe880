; Comments are comments; texts in three quotes are Markdown.
((comment) @injection.content
 (#set! injection.language "comment"))
((text) @injection.content
 (#offset! @injection.content 0 3 0 -3)
 (#set! injection.language "markdown"))
