// Package strictyaml reads one YAML file against a table of fields.
//
// In come a layer.File and the Fields it may hold; out come a filled Go value,
// the Places of everything in it by field path, its translatable texts and its
// references, and a diag.List with every problem of the file at once. Only plain
// block YAML is accepted: what is refused and why stands in the diagnostics.
// Package catalog calls it for definitions, package document for the front
// matter of templates, the front door for settings. Patch edits a file by place
// and keeps everything else as it stood.
package strictyaml
