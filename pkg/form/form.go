package form

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"rolprofiel/pkg/diag"
	"rolprofiel/pkg/layer"
	"rolprofiel/pkg/strictyaml"
)

// Form is what is asked for a file of one kind.
type Form struct {
	Fields []strictyaml.Field
	Also   []string          // paths of fields that are asked though they may be left out
	Given  map[string]string // answers by path that are known beforehand and not asked
	Usual  map[string]string // defaults by path without the numbers of items
	ToDo   string            // what a text begins with that is still to be written
	Lang   string            // of titles and explanations
	// Options are the things of a kind that may be referred to.
	Options func(kind string) []strictyaml.Option
}

// Answer is what somebody said to one question. An empty Text takes the default,
// or leaves the field out, or ends the list.
type Answer struct {
	Path string `json:"path"`
	Text string `json:"text"`
}

// Question is one thing to ask.
type Question struct {
	Path    string
	Field   *strictyaml.Field
	Item    int    // which item of its list it is about, from 1; 0 outside a list
	Default string // what an empty answer means
	Ends    bool   // an empty answer ends the list
	May     bool   // an empty answer leaves the field out
	Many    bool   // several may be named, parted by commas
	Options []strictyaml.Option
	Taken   []string // what names an earlier item of the list
}

// Next is the first question that answers leave open; ok is false when there is
// none.
func (f *Form) Next(answers []Answer) (q Question, ok bool) {
	w := f.walk(answers)
	if w.next == nil {
		return Question{}, false
	}
	return *w.next, true
}

// Write is the file that the answers make, in no special order. What is still open
// is left out.
func (f *Form) Write(answers []Answer) []byte { return []byte(f.walk(answers).out.String()) }

// Wrong says what is wrong with an answer to q.
func (f *Form) Wrong(q Question, text string) diag.List {
	texts := []string{text}
	if q.Many {
		texts = split(text)
	}
	var list diag.List
	if len(texts) == 0 {
		list = append(list, diag.Diagnostic{Severity: diag.Error, Message: diag.Say("this cannot be left empty")})
	}
	for _, text := range texts {
		if slices.Contains(q.Taken, text) {
			list = append(list, diag.Diagnostic{Severity: diag.Error, Message: diag.Say("%q is there already", text)})
			continue
		}
		if len(q.Options) > 0 && q.Field.Kind != "" {
			if ids := values(q.Options); !slices.Contains(ids, text) {
				list = append(list, strictyaml.WithSuggestion(diag.Diagnostic{Severity: diag.Error, Message: diag.Say("there is no %q to choose", text)}, text, ids))
			}
			continue
		}
		one := *q.Field
		if one.Type == strictyaml.List {
			one = strictyaml.Field{Key: one.Key, Type: one.Of, Pattern: one.Pattern, Choices: one.Choices, Example: one.Example}
		}
		_, said := strictyaml.Decode(&layer.File{Data: []byte(one.Key + ": " + scalar(&one, text) + "\n")}, []strictyaml.Field{one}, nil)
		list = append(list, said...)
	}
	return list
}

func values(options []strictyaml.Option) []string {
	out := make([]string, len(options))
	for i, o := range options {
		out[i] = o.Value
	}
	return out
}

// split parts the things that an answer names.
func split(text string) []string {
	var out []string
	for one := range strings.SplitSeq(text, ",") {
		if one = strings.TrimSpace(one); one != "" {
			out = append(out, one)
		}
	}
	return out
}

// walker goes along the table of fields, writing what is answered, up to the first
// thing that is not.
type walker struct {
	*Form
	said map[string]string
	out  strings.Builder
	next *Question
	ids  map[string]bool
}

func (f *Form) walk(answers []Answer) *walker {
	w := &walker{Form: f, said: map[string]string{}, ids: map[string]bool{}}
	for path, text := range f.Given {
		w.said[path] = text
	}
	for _, a := range answers {
		w.said[a.Path] = a.Text
	}
	w.object(f.Fields, "", 0, 0, true)
	return w
}

// asked reports whether the field at path is asked for, where required says that
// the thing around it will be there.
func (w *walker) asked(f *strictyaml.Field, path string, required bool) bool {
	if f.Required && required {
		return true
	}
	plain := Plain(path)
	for _, also := range w.Also {
		if also == plain || strings.HasPrefix(also, plain+".") {
			return true
		}
	}
	for given := range w.Given {
		if given == path || strings.HasPrefix(given, path+".") || strings.HasPrefix(given, path+"[") {
			return true
		}
	}
	return false
}

// Plain takes the numbers of items out of a path: tasks[0].text is
// tasks.text.
func Plain(path string) string {
	var b strings.Builder
	inside := false
	for _, r := range path {
		switch {
		case r == '[':
			inside = true
		case r == ']':
			inside = false
		case !inside:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// object writes the fields of a mapping. first is the indent of its first line,
// which may hang on a dash.
func (w *walker) object(fields []strictyaml.Field, path string, item, indent int, required bool) {
	for _, f := range askingOrder(fields) {
		if w.next != nil {
			return
		}
		at := strictyaml.Join(path, f.Key)
		if f.Type == strictyaml.ID || !w.asked(f, at, required) {
			continue
		}
		w.field(f, at, item, indent, required)
	}
}

// askingOrder puts what an item is about before the rest.
func askingOrder(fields []strictyaml.Field) []*strictyaml.Field {
	out := make([]*strictyaml.Field, len(fields))
	for i := range fields {
		out[i] = &fields[i]
	}
	if lead := leading(fields); lead != nil {
		at := slices.Index(out, lead)
		copy(out[1:at+1], out[:at])
		out[0] = lead
	}
	return out
}

// leading is the field that an item of a list is about: the one that names it, or
// its text.
func leading(fields []strictyaml.Field) *strictyaml.Field {
	var text *strictyaml.Field
	for i := range fields {
		f := &fields[i]
		if f.Names {
			return f
		}
		if text == nil && f.Required && (f.Type == strictyaml.Text || f.Type == strictyaml.Line) {
			text = f
		}
	}
	return text
}

func (w *walker) field(f *strictyaml.Field, path string, item, indent int, required bool) {
	switch {
	case f.Type == strictyaml.List && f.Of == strictyaml.Object:
		w.list(f, path, indent)
	case f.Type == strictyaml.Object:
		mark := w.out.Len()
		w.line(indent, f.Key+":")
		before := w.out.Len()
		w.object(f.Fields, path, 0, indent+2, f.Required && required)
		if w.out.Len() == before {
			w.cut(mark)
		}
	default:
		text, answered := w.said[path]
		q := w.question(f, path, item, required)
		if !answered {
			w.next = &q
			return
		}
		if text == "" {
			text = q.Default
		}
		w.answer(f, text, indent)
	}
}

// answer writes one answer.
func (w *walker) answer(f *strictyaml.Field, text string, indent int) {
	switch {
	case text == "":
	case f.Type == strictyaml.List:
		w.line(indent, f.Key+":")
		one := strictyaml.Field{Key: f.Key, Type: f.Of}
		for _, text := range split(text) {
			w.line(indent+2, "- "+scalar(&one, text))
		}
	default:
		w.line(indent, f.Key+": "+scalar(f, text))
	}
}

// list writes the items of a list, as long as they are named.
func (w *walker) list(f *strictyaml.Field, path string, indent int) {
	lead := leading(f.Fields)
	if lead.Key == "text" { // what it is to say stands at the list
		own := *lead
		own.About = f.About
		lead = &own
	}
	mark := w.out.Len()
	w.line(indent, f.Key+":")
	var taken []string
	for i := 0; ; i++ {
		at := path + "[" + strconv.Itoa(i) + "]"
		leadPath := strictyaml.Join(at, lead.Key)
		text, answered := w.said[leadPath]
		ends := i > 0 || !f.Required
		if !answered {
			q := w.question(lead, leadPath, i+1, true)
			q.Taken = taken
			if q.Ends = ends; ends {
				q.Default = ""
			}
			w.next = &q
			break
		}
		if text == "" && ends {
			if i == 0 {
				w.cut(mark)
			}
			return
		}
		if lead.Names {
			taken = append(taken, cmp.Or(text, w.question(lead, leadPath, i+1, true).Default))
		}
		before := w.out.Len()
		if id := strictyaml.Lookup(f.Fields, "id"); id != nil && id.Type == strictyaml.ID {
			w.line(indent+4, "id: "+strictyaml.Scalar(w.id(f, text, i)))
		}
		w.object(withLead(f.Fields, lead), at, i+1, indent+4, true)
		w.hang(before, indent+2)
		if w.next != nil {
			return
		}
	}
	if w.out.Len() == mark+len(f.Key)+indent+2 {
		w.cut(mark)
	}
}

// withLead are fields with lead in its place.
func withLead(fields []strictyaml.Field, lead *strictyaml.Field) []strictyaml.Field {
	out := slices.Clone(fields)
	for i := range out {
		if out[i].Key == lead.Key {
			out[i] = *lead
		}
	}
	return out
}

// id makes a name of the first words of a text, which no other item has.
func (w *walker) id(f *strictyaml.Field, text string, i int) string {
	words := strings.Fields(text)
	id := strictyaml.Slug(strings.Join(words[:min(4, len(words))], " "))
	if text == "" {
		id = strictyaml.Slug(f.Title.NL) + "-" + strconv.Itoa(i+1)
	}
	base := id
	for n := 2; w.ids[id]; n++ {
		id = base + "-" + strconv.Itoa(n)
	}
	w.ids[id] = true
	return id
}

func (w *walker) line(indent int, text string) {
	w.out.WriteString(strings.Repeat(" ", indent) + text + "\n")
}

// cut takes away what was written after mark.
func (w *walker) cut(mark int) {
	text := w.out.String()[:mark]
	w.out.Reset()
	w.out.WriteString(text)
}

// hang turns what was written after mark into an item: its first line gets a dash.
func (w *walker) hang(mark, indent int) {
	item := w.out.String()[mark:]
	if item == "" {
		return
	}
	w.cut(mark)
	w.out.WriteString(strings.Repeat(" ", indent) + "- " + strings.TrimLeft(item, " "))
}

// question asks for the field at path.
func (w *walker) question(f *strictyaml.Field, path string, item int, required bool) Question {
	q := Question{Path: path, Field: f, Item: item, Options: f.Choices}
	kind := f.Kind
	q.Many = f.Type == strictyaml.List
	if kind != "" && w.Options != nil {
		q.Options = w.Options(kind)
	}
	usual, isUsual := w.Usual[Plain(path)]
	switch {
	case isUsual:
		q.Default = usual
	case !f.Required || !required:
		q.May = true
	case f.Type == strictyaml.Text, f.Example == "…":
		q.Default = w.ToDo + f.About.In(w.Lang)
	case kind != "":
		ids := values(q.Options)
		if q.Default = f.Example; !slices.Contains(ids, f.Example) && len(ids) > 0 {
			q.Default = ids[0]
		}
	default:
		q.Default = strings.Trim(f.Example, `"`)
	}
	return q
}

// scalar writes text as the value of f. A number, a date and the like stand bare,
// but only when they cannot be anything else.
func scalar(f *strictyaml.Field, text string) string {
	switch f.Type {
	case strictyaml.Int, strictyaml.Number, strictyaml.Bool, strictyaml.Date, strictyaml.Moment, strictyaml.Choice:
		if !strings.ContainsFunc(text, func(r rune) bool {
			return !(r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || strings.ContainsRune("+-.:TZ_", r))
		}) && !strings.HasSuffix(text, ":") {
			return text
		}
		return strconv.Quote(text)
	case strictyaml.Text:
		return strconv.Quote(text)
	}
	return strictyaml.Scalar(text)
}
