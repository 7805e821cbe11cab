package document

import (
	"bytes"
	"reflect"
	"strings"
	"unicode/utf8"

	"rolprofiel/pkg/diag"
)

// A template is a program of somebody else's, so what it may do has bounds. They
// are counted, not timed: the same template ends in the same way on every machine.
// All of them lie far beyond any document; the longest that is shipped takes
// 2,200 steps and writes 30 KB.
const (
	maxOutput = 1 << 20 // bytes that a template writes, and that one text in it holds
	maxSteps  = 500_000 // things that are carried out; a second at most
	stepBytes = 64      // bytes of text that a function reads or makes in one step
	maxWidth  = 1000    // of printf, in characters
	maxVerbs  = 100     // of one printf
)

// The reader of Markdown takes time by the square of some things, and memory by
// the cells of a table, also those that a short row leaves out.
const (
	maxRun   = 64 << 10 // bytes between two blank lines
	maxLinks = 1000     // opening brackets between two blank lines
	maxNest  = 100      // lists and quotes inside each other
	maxCells = 100_000  // of one table
)

// spend counts steps, and the bytes that they read or make.
func (p *program) spend(steps, size int) error {
	if size > maxOutput {
		return errTooLong
	}
	if p.steps += steps + size/stepBytes; p.steps > maxSteps {
		return errTooSlow
	}
	return nil
}

// metered makes a function of templates count what it reads and makes: a text that
// doubles itself forty times fills any memory without writing a letter.
func (p *program) metered(f any) any {
	fn := reflect.ValueOf(f)
	t := fn.Type()
	in := make([]reflect.Type, t.NumIn())
	for i := range in {
		in[i] = t.In(i)
	}
	failure := reflect.TypeFor[error]()
	wrapped := reflect.FuncOf(in, []reflect.Type{t.Out(0), failure}, t.IsVariadic())
	return reflect.MakeFunc(wrapped, func(args []reflect.Value) []reflect.Value {
		failed := func(err error) []reflect.Value {
			return []reflect.Value{reflect.Zero(t.Out(0)), reflect.ValueOf(&err).Elem()}
		}
		if err := p.spend(1, sizeOf(args...)); err != nil {
			return failed(err)
		}
		var out []reflect.Value
		if t.IsVariadic() {
			out = fn.CallSlice(args)
		} else {
			out = fn.Call(args)
		}
		if len(out) == 1 {
			out = append(out, reflect.Zero(failure))
		}
		if out[1].IsNil() {
			if err := p.spend(0, sizeOf(out[0])); err != nil {
				return failed(err)
			}
		}
		return out
	}).Interface()
}

// sizeOf is how much text the values hold, and roughly how much else.
func sizeOf(values ...reflect.Value) int {
	size := 0
	for _, v := range values {
		if v.Kind() == reflect.Interface {
			v = v.Elem()
		}
		switch v.Kind() {
		case reflect.String:
			size += v.Len()
		case reflect.Slice:
			kind := v.Type().Elem().Kind()
			if kind != reflect.String && kind != reflect.Interface {
				size += v.Len()
				continue
			}
			for i := range v.Len() {
				size += 1 + sizeOf(v.Index(i))
			}
		}
	}
	return size
}

// tooWide refuses a layout of printf that makes more than a template may
// write: one width can ask for a gigabyte.
func tooWide(layout string, args []any) error {
	verbs := strings.Count(layout, "%")
	if verbs > maxVerbs {
		return &wordError{message: diag.Say("printf gets more than %d things to write at once", maxVerbs)}
	}
	wide := &wordError{
		message: diag.Say("printf is asked for a width of more than %d", maxWidth),
		hint:    diag.Say("Markdown has no use for spaces; take the width away"),
	}
	number := 0
	for _, r := range layout {
		if r < '0' || r > '9' {
			number = 0
			continue
		}
		if number = 10*number + int(r-'0'); number > maxWidth && strings.Contains(layout, "%") {
			return wide
		}
	}
	longest := 0
	for _, a := range args {
		v := reflect.ValueOf(a)
		if strings.Contains(layout, "*") && v.CanInt() && (v.Int() > maxWidth || v.Int() < -maxWidth) {
			return wide
		}
		longest = max(longest, sizeOf(v))
	}
	if verbs*longest > maxOutput {
		return errTooLong
	}
	return nil
}

// boundError says where Markdown goes beyond what can be read.
type boundError struct {
	offset  int // in the Markdown
	line    int // in the template, as a MarkLine counts
	message diag.Message
	hint    diag.Message
}

func (e *boundError) Error() string { return e.message.String() }

// checkBounds looks for Markdown that would take the reader for ever; nil when
// there is none.
func checkBounds(source []byte) *boundError {
	var r run
	offset := 0
	for line := range bytes.Lines(source) {
		if len(bytes.TrimSpace(line)) == 0 {
			r = run{}
		} else if e := r.add(line); e != nil {
			e.offset = offset
			return e
		}
		offset += len(line)
	}
	return nil
}

// run is what stands between two blank lines.
type run struct{ size, links, rows, columns int }

func (r *run) add(line []byte) *boundError {
	r.size += len(line)
	r.links += bytes.Count(line, []byte("["))
	r.rows++
	r.columns = max(r.columns, bytes.Count(line, []byte("|")))
	switch {
	case nesting(line) > maxNest:
		return &boundError{message: diag.Say("lists or quotes lie more than %d deep in each other here", maxNest), hint: diag.Say("look for signs > or - that are repeated")}
	case r.rows*r.columns > maxCells:
		return &boundError{message: diag.Say("this table has more than %d cells", maxCells), hint: diag.Say("make several tables of it")}
	case r.links > maxLinks:
		return &boundError{message: diag.Say("there are more than %d opening brackets without a blank line between them", maxLinks), hint: diag.Say("put a blank line between paragraphs")}
	case r.size > maxRun:
		return &boundError{message: diag.Say("there is more than %d KB of text here without a blank line", maxRun>>10), hint: diag.Say("put a blank line between paragraphs")}
	}
	return nil
}

// nesting is how deep a line lies, at most, by the signs and spaces it begins with.
func nesting(line []byte) int {
	deep, spaces := 0, 0
	for len(line) > 0 {
		c, size := utf8.DecodeRune(line)
		switch {
		case c == ' ':
			spaces++
		case c == '\t':
			spaces += 4
		case c == '>':
			deep++
		case (c == '-' || c == '+' || c == '*' || c >= '0' && c <= '9') && len(line) > 1:
			if next := line[1]; next == ' ' || next == '\t' {
				deep++
			}
		case c == '.' || c == ')':
			if len(line) > 1 && line[1] == ' ' {
				deep++
			}
		default:
			if deep == 0 {
				return 0 // spaces alone are code
			}
			return deep + spaces/2
		}
		line = line[size:]
	}
	return deep
}
