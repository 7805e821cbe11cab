package diag

import "fmt"

// Place is a range in one file. Lines and columns count from 1; columns count
// Unicode characters, not bytes. End is exclusive. The zero Place is "nowhere".
type Place struct {
	File      string // as the user would type it; slashes on every system
	Layer     string // name of the layer the file lies in
	Line      int
	Column    int
	EndLine   int
	EndColumn int
	Source    string // the whole text of Line, for an excerpt
}

// IsZero reports whether p names no file.
func (p Place) IsZero() bool { return p.File == "" }

// String is file:line:column, or as much of it as is known.
func (p Place) String() string {
	switch {
	case p.Line == 0:
		return p.File
	case p.Column == 0:
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// Origin says why a piece of text is where it is: the place that holds it, the
// field path inside that file, and what it leans on. Sources are opaque here;
// the domain writes them as "report#heading".
type Origin struct {
	Place   Place
	Path    string
	Lang    string // language of the text; empty when it is the document's own
	Sources []string
}

// Span ties runes Start (inclusive) to End (exclusive) of a rendered text to
// where they came from; a text that several definitions share has several origins.
type Span struct {
	Start, End int
	Origins    []Origin
}

// Passage is a text and the place it stands in, for whoever judges its language.
type Passage struct {
	Text  string
	Lang  string
	Path  string
	Place Place
}
