; Comments are comments; texts in three quotes are Markdown, to which the quotes mean nothing.
((comment) @injection.content
 (#set! injection.language "comment"))
((text) @injection.content
 (#set! injection.language "markdown"))
