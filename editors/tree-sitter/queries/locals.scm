; What declares a name, and what speaks of one.
[(source_file) (block)] @local.scope
(component name: (identifier) @local.definition)
(flow name: (identifier) @local.definition)
(kind name: (identifier) @local.definition)
(binding name: (qualified_name . (identifier) @local.definition .))
(target (qualified_name (identifier) @local.reference))
(reference (qualified_name (identifier) @local.reference))
