// The grammar of Joist for tree-sitter: what editors colour, fold and walk by. The compiler's own is
// grammar/joist.hpp; this one follows it, as far as a parser that never looks far ahead can.
//
// No word of Joist is reserved, a line end ends a statement only where the next line begins one, and
// a comma parts values or attributes by what follows: src/scanner.c tells these.

// Statement words that may also be names. `allow` is none, as `allow:` begins an allowance.
const names = [
  'assume', 'decide', 'defer', 'design', 'endpoints', 'feature', 'flow', 'import', 'kind', 'need',
  'remove', 'stage', 'table', 'type', 'unit', 'view',
];

// A name has letters of every script. Of the scripts that Unicode lists as a range tree-sitter 0.22
// knows only the two ends: Han with its later extensions, Hangul and Tangut.
const ranges = [
  '3400-4dbf', '4e00-9fff', 'ac00-d7a3', '17000-187f7', '18d00-18d08', '20000-2a6df', '2a700-2b739', '2b740-2b81d',
  '2b820-2cea1', '2ceb0-2ebe0', '2ebf0-2ee5d', '30000-3134a', '31350-323af',
];
const letters = '_\\p{L}' + ranges.map((range) => `\\u{${range.replace('-', '}-\\u{')}}`).join('');
const name = `[${letters}][${letters}\\p{M}0-9]*`;

// One or more, parted by commas.
const list = (rule) => seq(rule, repeat(seq(',', rule)));

// Lines of a block or a file, and what parts them.
const lines = (end, line) =>
  seq(repeat(end), optional(seq(line, repeat(seq(repeat1(end), line)), repeat(end))));

module.exports = grammar({
  name: 'joist',

  externals: ($) => [
    $._line_end, // of a statement
    $._attribute_comma, // behind an attribute, where another follows or none
    $.value, // a number with its magnitude: `$0.20`, `4k`
    $._unit_word, // `rps`, `%`
    $._per, // `/GB`
    $._over, // the operator, not the clause
    $._error,
  ],

  extras: ($) => [/[ \t\r\n\u00a0\ufeff]/, $.comment],
  word: ($) => $.identifier,

  rules: {
    source_file: ($) => lines($._end, $._statement),

    _line_part: ($) => choice($._line_end, ';'),
    _end: ($) => choice($._line_part, $._attribute_comma),
    block: ($) => seq('{', lines($._end, $._statement), '}'),

    comment: () => /#[^\n]*/,
    identifier: () => new RegExp(name, 'u'),
    _next_identifier: () => token.immediate(new RegExp(name, 'u')),
    string: () => token(/"([^"\\\n]|\\[^\n])*"/),
    text: () => token(/"""([^"]|"[^"]|""[^"])*"""/),
    _text: ($) => choice($.string, $.text),
    rule_name: () => /[a-z]+(-[a-z]+)*/,

    qualified_name: ($) => seq($.identifier, optional($._parts)),
    _parts: ($) => repeat1(seq(token.immediate('.'), alias($._next_identifier, $.identifier))),
    // A name where a statement may begin too: there its words are keywords, and names all the same.
    _first: ($) =>
      seq(choice($.identifier, ...names.map((word) => alias(word, $.identifier))), optional($._parts)),
    _first_name: ($) => alias($._first, $.qualified_name),

    // ------------------------------------------------------------------------------- quantities

    number: ($) => seq($.value, optional($.unit)),
    unit: ($) => choice(seq($._unit_word, repeat($._per)), repeat1($._per)),
    reference: ($) => seq($.qualified_name, optional(alias(token.immediate('.9'), $.identifier))),
    call: ($) =>
      seq(field('function', $.identifier), '(', list($._expression), ')'),
    parenthesis: ($) => seq('(', $._expression, ')'),
    about: ($) => seq('~', $.number),
    range: ($) => prec(10, seq($._range_end, '..', $._range_end)),
    _range_end: ($) => choice($.number, $.signed, $.reference),
    signed: ($) => prec(9, seq('-', $.number)),
    negative: ($) => prec(7, seq('-', $._expression)),
    _expression: ($) =>
      choice(
        $.number, $.reference, $.call, $.parenthesis, $.about, $.range, $.negative, $.signed,
        $.binary,
      ),
    binary: ($) =>
      choice(
        ...[
          [1, ['+', '-']],
          [2, ['*', '/', alias($._over, 'over')]],
          [3, ['of']],
        ].map(([level, signs]) =>
          prec.left(level, seq(
            field('left', $._expression),
            field('operator', choice(...signs)),
            field('right', $._expression),
          ))),
        prec.right(8, seq(
          field('left', $._expression), field('operator', '^'), field('right', $._expression))),
      ),
    condition: ($) =>
      seq($._expression, $._comparison, $._expression),
    _comparison: ($) => field('operator', choice('<=', '>=', '==', '<', '>')),
    unit_name: () => token(prec(1, new RegExp(`(\\$|%|1|${name})?(\\/${name})+|\\$|%|${name}`, 'u'))),

    // ------------------------------------------------------------------------------- statements

    _statement: ($) =>
      choice(
        $.attribute, $.allowance, $.binding, $.connection, $.component, $.design, $.import,
        $.kind, $.type_declaration, $.unit_declaration, $.flow, $.feature, $.need, $.assume,
        $.defer, $.decide, $.endpoints, $.table, $.stage, $.view, $.allow, $.remove,
      ),

    attribute: ($) => seq(field('key', $._first_name), ':', list($.item)),
    item: ($) =>
      choice($._text, seq($._expression, optional(seq('x', $._expression)), optional(seq('per', $.identifier)))),
    allowance: ($) => seq('allow', ':', $.rule_name, $._text),
    binding: ($) =>
      seq(field('name', $._first_name), '=', $._expression,
        optional(seq('in', $.unit_name)), optional($._text)),

    component: ($) =>
      seq(field('kind', $.qualified_name), $._declared, repeat(seq(',', $._declared)), optional($.block)),
    _declared: ($) => seq(field('name', $.identifier), optional(field('label', $._text))),

    connection: ($) => seq($._sources, repeat1($._leg)),
    _leg: ($) => seq(field('arrow', choice('->', '~>', '--')), $.targets),
    _removed: ($) => seq(list($.qualified_name), repeat1($._leg)),
    _sources: ($) => seq($._first_name, repeat(seq(',', $.qualified_name))),
    targets: ($) => prec.right(seq($.target, repeat(seq(choice(',', '|'), $.target)))),
    target: ($) =>
      prec.right(seq($.qualified_name,
        repeat(choice($._text, $.rate, $.ratio, $.access, $.on, $.block)))),
    rate: ($) => seq('@', $._expression),
    ratio: ($) => seq('x', $._expression),
    access: () => choice('read', 'write'),
    on: ($) => seq('on', choice('hit', 'miss', 'fail'), $.qualified_name),

    design: ($) => seq('design', $._text, optional($._text), optional($.block)),
    import: ($) => seq('import', $._text, optional(seq('as', field('name', $.identifier)))),
    kind: ($) =>
      seq('kind', field('name', $.identifier), optional(seq(':', field('parent', $.qualified_name))),
        optional($._text), optional($.block)),
    type_declaration: ($) => seq('type', field('name', $.identifier), '=', $._expression),
    unit_declaration: ($) => seq('unit', list(field('name', $.identifier)), optional($._text)),
    flow: ($) =>
      seq('flow', field('name', $.identifier), repeat(choice($._text, $.rate)), optional($.block)),
    feature: ($) => seq('feature', $._text, optional(seq('by', list($.qualified_name)))),
    need: ($) => seq('need', choice(seq('survive', $.qualified_name), $.condition, alias($._on_survive, $.condition)), optional($._text)),
    // A quantity of that name.
    _on_survive: ($) => seq(alias('survive', $.identifier), $._comparison, $._expression),
    assume: ($) => seq('assume', $._text),
    defer: ($) => seq('defer', $._text, optional($._text)),
    decide: ($) => seq('decide', $._text, repeat($.clause)),
    clause: ($) =>
      choice(seq('over', list($._text)), seq('because', $._text), seq('but', $._text), seq('until', $.condition)),
    stage: ($) => seq('stage', $._text, $.block),
    allow: ($) => seq('allow', $.rule_name, optional(seq('on', $.qualified_name)), $._text),
    remove: ($) => seq('remove', choice(alias($._removed, $.connection), list($.qualified_name))),

    // ------------------------------------------------------------ endpoints, tables and views

    endpoints: ($) => seq('endpoints', 'of', $.qualified_name, $.endpoint_block),
    endpoint_block: ($) => seq('{', lines($._line_part, choice($.attribute, $.endpoint)), '}'),
    endpoint: ($) =>
      seq(field('method', $.identifier), field('path', $.path),
        repeat(choice($._text, seq('by', list($.qualified_name)), $.block))),
    path: () => token(/\/(\{[^{}\n]*\}|[^ \t\r\n{}"#;,])*/),

    table: ($) =>
      seq('table', field('name', $.identifier), optional($._text),
        optional(seq('in', $.qualified_name)), $.table_block),
    table_block: ($) => seq('{', lines($._line_part, choice($.attribute, $.index, $.query, $.column)), '}'),
    column: ($) => seq(field('name', $._column_name), $.type, repeat($.flag), optional($._text)),
    _column_name: ($) => choice($.identifier, ...names.map((word) => alias(word, $.identifier))),
    type: ($) => seq(field('name', $.identifier), optional(seq('(', list($._expression), ')'))),
    flag: ($) => choice('key', 'partition', seq('ref', $.qualified_name)),
    index: ($) => seq('index', list($.qualified_name)),
    query: ($) => seq('query', $._text, '(', list($.qualified_name), ')', optional($.rate)),

    view: ($) => seq('view', field('name', $.identifier), optional($._text), $.view_block),
    view_block: ($) => seq('{', lines($._line_part, choice($.attribute, $.pick)), '}'),
    pick: ($) => seq(choice('show', 'hide', 'collapse'), list($.selector)),
    selector: ($) =>
      choice(
        '*',
        seq($.qualified_name, optional(token.immediate('.*'))),
        seq('neighbours', 'of', $.qualified_name),
        seq(choice('kind', 'tag'), ':', $.identifier),
      ),
  },
});
