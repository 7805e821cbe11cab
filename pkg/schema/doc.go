// Package schema writes the JSON Schema (2020-12) of one kind of file, by which an
// editor helps while somebody types.
//
// In come a table of fields, a language and, when the ids of a workspace are
// wanted, a function that knows them; out comes the schema as bytes. Whatever check
// accepts, the schema accepts. The front door calls it, for the verb schema and to
// bind an editor to a workspace.
package schema
