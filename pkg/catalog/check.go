package catalog

import (
	"errors"
	"math"
	"path"
	"slices"
	"strings"

	"rolprofiel/pkg/diag"
	"rolprofiel/pkg/strictyaml"
)

// The codes of this package.
const (
	CodeUnknownReference  diag.Code = "unknown-reference"
	CodeUnsourced         diag.Code = "unsourced-statement"
	CodeLevelOutsideScale diag.Code = "level-outside-scale"
	CodeLevelNotDescribed diag.Code = "level-not-described"
	CodeWrongTarget       diag.Code = "wrong-target"
	CodeSharesNot100      diag.Code = "shares-not-100"
	CodeHiddenExperience  diag.Code = "hidden-experience"
	CodeWrongName         diag.Code = "wrong-name"
	CodeStrayFile                   = strictyaml.CodeStrayFile
	CodeDisagree          diag.Code = "values-disagree"
	CodeStillToWrite      diag.Code = "still-to-write"
)

// StillToWrite is what a text begins with that somebody is still to write; what it
// is to say follows.
const StillToWrite = "Nog te schrijven: "

type check func(*Library, Entry) diag.List

// useChecks are what is asked of a definition that is about to be used: they read
// no other files than the use itself does.
func useChecks() []check {
	return []check{
		checkLevels,
		checkAdjust,
		checkShares,
		checkTitle,
		checkDates,
	}
}

// allChecks are what is asked of every definition beyond the form of its file, in
// the order in which a reader would mend things. The first two read the reports.
func allChecks() []check {
	return append([]check{checkReferences, checkSources, checkWritten}, useChecks()...)
}

// CheckUse returns what is wrong with a definition that is about to be used: all
// of CheckEntry that asks for no other files than those the use reads anyway.
func (l *Library) CheckUse(e Entry) diag.List {
	var list diag.List
	b := e.Facts()
	for _, r := range b.Parsed.Refs {
		if r.Kind != KindHeading {
			list = append(list, l.checkReference(b, r)...)
		}
	}
	for _, c := range useChecks() {
		list = append(list, c(l, e)...)
	}
	return list
}

// Check reads every definition of every layer and returns all that is wrong with
// them, each language in languages included. keep decides by the shown name of a
// file whether it is looked at; nil keeps all. A file that the machine cannot read
// does not keep the others from being looked at: list and error stand together.
func Check(open func(lang string) *Library, languages []string, keep func(file string) bool) (diag.List, error) {
	var all diag.List
	var failed []error
	for i, lang := range languages {
		l := open(lang)
		l.whole = true
		if i == 0 {
			all = append(all, l.checkNames(keep)...)
		}
		l.checkEntries(keep)
		list, err := l.Take()
		if err != nil {
			failed = append(failed, err)
		}
		all = append(all, list...)
	}
	if keep != nil {
		all = slices.DeleteFunc(all, func(d diag.Diagnostic) bool { return !keep(d.Place.File) })
	}
	return all.Sort(), errors.Join(failed...)
}

// checkEntries loads and checks every definition, on all cores at once.
func (l *Library) checkEntries(keep func(string) bool) {
	type task struct {
		kind *Kind
		id   string
	}
	var tasks []task
	for i, k := range l.kinds {
		for _, id := range l.IDs(k.Name) {
			tasks = append(tasks, task{&l.kinds[i], id})
		}
	}
	InParallel(len(tasks), func(i int) {
		t := tasks[i]
		if _, file := l.WhichLayer(t.kind, t.id); keep != nil && !keep(file) {
			return
		}
		if e, ok := l.Entry(t.kind, t.id); ok {
			l.say(l.CheckEntry(e)...)
		}
	})
}

// CheckEntry returns what is wrong with one loaded definition beyond its form.
func (l *Library) CheckEntry(e Entry) diag.List {
	var list diag.List
	for _, c := range allChecks() {
		list = append(list, c(l, e)...)
	}
	return list
}

// checkNames looks at the names of the files themselves.
func (l *Library) checkNames(keep func(string) bool) diag.List {
	var list diag.List
	dirs := []string{"."}
	for _, k := range Kinds() {
		if k.Dir != "" {
			dirs = append(dirs, k.Dir)
		}
	}
	for _, dir := range dirs {
		entries, err := l.stack.List(dir)
		if err != nil {
			l.fail(err)
			continue
		}
		for _, e := range entries {
			place := diag.Place{File: l.stack[e.Layer].Display(e.Path), Layer: l.stack[e.Layer].Name}
			if keep != nil && !keep(place.File) {
				continue
			}
			list = append(list, l.checkName(place, e.Path, e.Name, e.Dir, dirs)...)
		}
	}
	return list
}

func (l *Library) checkName(place diag.Place, p, name string, dir bool, dirs []string) diag.List {
	switch {
	case strings.HasPrefix(name, ".") || name == "README.md" || strings.HasSuffix(name, ".go"):
		return nil
	case dir && (slices.Contains(dirs, p) || p == "bundles" || p == "language"):
		return nil
	case dir:
		return diag.List{strictyaml.WithSuggestion(diag.New(CodeStrayFile, diag.Warning, place, "", "nothing is read from a folder named %q here", name), name, dirs[1:])}
	}
	kind, id, lang, ok := splitPath(p)
	switch {
	case !ok && almostYAML(name):
		return diag.List{diag.New(CodeStrayFile, diag.Warning, place, "", "this file is not read: its name ends in %s", path.Ext(name)).
			WithHint("call it %s", strings.TrimSuffix(name, path.Ext(name))+".yaml")}
	case !ok:
		return diag.List{diag.New(CodeStrayFile, diag.Warning, place, "", "this file is not read here").
			WithHint("definitions lie in a folder per kind: %s", strings.Join(dirs[1:], ", "))}
	case Reserved(id):
		return diag.List{diag.New(CodeWrongName, diag.Error, place, "", "%q cannot be an id, because Windows keeps that name for itself", id).
			WithHint("choose a longer name, such as %s", path.Base(kind.Path(id+"-1")))}
	case !strictyaml.IsID(id):
		return diag.List{diag.New(CodeWrongName, diag.Error, place, "", "%q cannot be an id, and the file name is the id", id).
			WithHint("call the file %s", path.Base(kind.Path(strictyaml.Slug(id))))}
	case lang != "" && lang != English:
		return diag.List{diag.New(CodeWrongName, diag.Error, place, "", "%q is not a language that can be translated to", lang).
			WithHint("call the file %s", id+".en.yaml")}
	case lang != "" && !l.Has(kind.Name, id):
		return diag.List{diag.New(CodeWrongTarget, diag.Error, place, "", "this translates %s, which is not there", path.Base(kind.Path(id)))}
	}
	return nil
}

// almostYAML reports whether a name ends nearly as it should.
func almostYAML(name string) bool {
	ext := strings.ToLower(path.Ext(name))
	return ext == ".yml" || ext == ".yaml" && !strings.HasSuffix(name, ".yaml")
}

// Reserved reports whether Windows keeps a name for itself, so that no file can
// have it.
func Reserved(id string) bool {
	switch id {
	case "con", "prn", "aux", "nul":
		return true
	}
	return len(id) == 4 && (strings.HasPrefix(id, "com") || strings.HasPrefix(id, "lpt")) && id[3] >= '0' && id[3] <= '9'
}

// checkReferences follows every reference of the table of fields.
func checkReferences(l *Library, e Entry) diag.List {
	b := e.Facts()
	var list diag.List
	for _, r := range b.Parsed.Refs {
		list = append(list, l.checkReference(b, r)...)
	}
	return list
}

func (l *Library) checkReference(b *Base, r strictyaml.RefValue) diag.List {
	at := b.Parsed.Places.At(r.Path)
	if r.Kind != KindHeading {
		if l.Has(r.Kind, r.Value) {
			return nil
		}
		return diag.List{UnknownReference(l, at, r.Path, r.Kind, r.Value)}
	}
	if r.Value == Proposal {
		return nil
	}
	report, heading, cut := strings.Cut(r.Value, "#")
	if !l.Has(KindSource, report) {
		d := diag.New(CodeUnknownReference, diag.Error, at, r.Path, "there is no report %q", report)
		if near := diag.Nearest(report, append(l.IDs(KindSource), Proposal)); near != "" {
			if cut && near != Proposal {
				near += "#" + heading
			}
			return diag.List{d.WithHint("did you mean %q?", near).WithFix(at, near, "replace %s by %s", r.Value, near)}
		}
		return diag.List{strictyaml.WithSuggestion(d, report, append(l.IDs(KindSource), Proposal))}
	}
	src, found, ok := l.Heading(r.Value)
	if ok {
		if found.Excused != "" {
			return diag.List{diag.New(CodeUnknownReference, diag.Warning, at, r.Path, "a statement leans on %q, a heading on which nothing can lean", r.Value).
				WithRelated(src.At("headings["+found.ID+"].excused"), "here the report says why")}
		}
		return nil
	}
	if src == nil {
		return nil // the report itself could not be read, and that has been said
	}
	ids := make([]string, len(src.Value.Headings))
	for i, h := range src.Value.Headings {
		ids[i] = report + "#" + h.ID
	}
	d := diag.New(CodeUnknownReference, diag.Error, at, r.Path, "the report %q has no heading %q", report, heading)
	if !cut {
		d = diag.New(CodeUnknownReference, diag.Error, at, r.Path, "%q names a report but no heading", report)
	}
	d = d.WithRelated(src.At("headings"), "the headings of the report stand here")
	return diag.List{strictyaml.WithSuggestion(d, r.Value, ids)}
}

// UnknownReference says that something is named which is not there.
func UnknownReference(l *Library, at diag.Place, path, kind, id string) diag.Diagnostic {
	return strictyaml.WithSuggestion(diag.New(CodeUnknownReference, diag.Error, at, path, "there is no %s %q", KindWord(kind), id), id, l.IDs(kind))
}

// KindWord names a kind for a reader.
func KindWord(kind string) diag.Message {
	switch kind {
	case KindRole:
		return diag.Say("role")
	case KindCompetency:
		return diag.Say("competency")
	case KindSource:
		return diag.Say("source")
	case KindPrecondition:
		return diag.Say("precondition")
	case KindLearning:
		return diag.Say("training or route")
	case KindStance:
		return diag.Say("stance")
	case KindTerm:
		return diag.Say("term")
	case KindTeam:
		return diag.Say("team")
	case KindOpening:
		return diag.Say("opening")
	case KindScale:
		return diag.Say("scale")
	}
	return diag.Say("heading")
}

// sourced are the kinds whose statements must each lean on something.
func sourced(kind string) bool {
	switch kind {
	case KindRole, KindCompetency, KindPrecondition, KindStance, KindTerm, KindLearning, KindScale:
		return true
	}
	return false
}

// checkSources asks for evidence: of the file, or of every item that has a text.
func checkSources(_ *Library, e Entry) diag.List {
	b := e.Facts()
	places := b.Parsed.Places
	if !sourced(b.Kind.Name) || places.Has("sources") {
		return nil
	}
	var list diag.List
	for _, t := range b.Parsed.Texts {
		item := strictyaml.Parent(t.Path)
		if strings.HasSuffix(item, "]") && places.Has(item+".sources") {
			continue
		}
		if t.Field.Type == strictyaml.Line && !strings.HasSuffix(item, "]") {
			continue // a title is a name, not a statement
		}
		list = append(list, diag.New(CodeUnsourced, diag.Error, places.At(t.Path), t.Path, "nothing says where this statement comes from").
			WithHint("add sources: with report#heading to it or to the whole file, or %q when it is your own", Proposal))
	}
	return list
}

// checkLevels holds every level against the scale, and every need against what
// its competency describes.
func checkLevels(l *Library, e Entry) diag.List {
	b := e.Facts()
	var list diag.List
	switch v := e.Any().(type) {
	case *Role:
		for _, n := range v.Needs {
			list = append(list, l.checkAsked(b, "needs["+n.Competency+"]", "level", n.Competency, n.Level, n.Start)...)
		}
	case *Competency:
		for _, lv := range v.Levels {
			list = append(list, l.checkLevel(b, levelPath(lv.Level), lv.Level)...)
		}
	case *Team:
		for _, a := range v.Adjust {
			for _, r := range a.Level {
				list = append(list, l.checkAsked(b, "adjust["+a.Role+"].level["+r.Competency+"]", "to", r.Competency, r.To, r.Start)...)
			}
		}
	}
	return list
}

// checkAsked looks at the level that is asked of a competency, and at the one that
// is enough to begin.
func (l *Library) checkAsked(b *Base, item, key, competency string, level, start int) diag.List {
	var list diag.List
	list = append(list, l.checkLevel(b, item+"."+key, level)...)
	list = append(list, l.checkDescribed(b, item+"."+key, competency, level)...)
	if start > 0 {
		list = append(list, l.checkLevel(b, item+".start", start)...)
		list = append(list, l.checkDescribed(b, item+".start", competency, start)...)
	}
	if start > level && level > 0 {
		path := item + ".start"
		list = append(list, diag.New(CodeDisagree, diag.Error, b.Parsed.Places.At(path), path, "somebody would begin at level %d and grow to level %d", start, level).
			WithRelated(b.At(item+"."+key), "the level asked stands here").
			WithHint("make %s lower than %s, or leave it out", "start", key))
	}
	return list
}

func (l *Library) checkLevel(b *Base, path string, level int) diag.List {
	scale, ok := l.Scale()
	if !ok || level == 0 && !b.Parsed.Places.Has(path) || scale.Value.At(level) != nil {
		return nil
	}
	if slices.ContainsFunc(b.Said, func(d diag.Diagnostic) bool { return d.Path == path }) {
		return nil // it could not be read
	}
	ranks := make([]string, len(scale.Value.Levels))
	for i, r := range scale.Value.Levels {
		ranks[i] = itoa(r.Level)
	}
	return diag.List{diag.New(CodeLevelOutsideScale, diag.Error, b.Parsed.Places.At(path), path, "level %d is not on the scale", level).
		WithRelated(scale.At("levels"), "the scale stands here").
		WithHint("choose from: %s", strings.Join(ranks, ", "))}
}

func (l *Library) checkDescribed(b *Base, path, id string, level int) diag.List {
	c, ok := l.Brief(id)
	if !ok || c.Value.At(level) != nil {
		return nil
	}
	if scale, ok := l.Scale(); !ok || scale.Value.At(level) == nil {
		return nil // said by checkLevel
	}
	return diag.List{diag.New(CodeLevelNotDescribed, diag.Warning, b.Parsed.Places.At(path), path, "%q says nothing about level %d, so nobody can see it", id, level).
		WithRelated(c.At("levels"), "the levels of the competency stand here").
		WithHint("describe level %d there, or ask another one here", level)}
}

// checkShares holds the shares of an opening against 100.
func checkShares(_ *Library, e Entry) diag.List {
	o, ok := e.Any().(*Opening)
	if !ok {
		return nil
	}
	return SharesDiagnostic(o.Roles, e.Facts().Parsed.Places.At("roles"), "roles")
}

// SharesDiagnostic says what is wrong with shares: they add up to exactly 100, or
// nobody gave any.
func SharesDiagnostic(shares []Share, at diag.Place, path string) diag.List {
	sum, given := 0.0, 0
	for _, s := range shares {
		sum += s.Share
		if s.Share > 0 {
			given++
		}
	}
	switch {
	case given == 0 || len(shares) == 0:
		return nil
	case given < len(shares):
		return diag.List{diag.New(CodeSharesNot100, diag.Error, at, path, "some roles have a share and others do not").
			WithHint("give every role a share, or none; without shares the hours are divided equally")}
	case math.Abs(sum-100) > 0.001:
		sum = math.Round(sum*100) / 100
		return diag.List{diag.New(CodeSharesNot100, diag.Error, at, path, "the shares add up to %g, not to 100", sum).
			WithHint("change one of them by %+g", math.Round((100-sum)*100)/100)}
	}
	return nil
}

// checkWritten reminds of texts that are still to be written.
func checkWritten(_ *Library, e Entry) diag.List {
	var list diag.List
	b := e.Facts()
	for _, t := range b.Parsed.Texts {
		if strings.HasPrefix(*t.Value, StillToWrite) {
			list = append(list, diag.New(CodeStillToWrite, diag.Advice, b.At(t.Path), t.Path, "this text is still to be written").
				WithHint("say here what it asks for, and take %q away", strings.TrimSpace(StillToWrite)))
		}
	}
	return list
}

// checkTitle sees to it that the title of a role or an opening names the lived
// experience; a title that hides it hides the work.
func checkTitle(_ *Library, e Entry) diag.List {
	b := e.Facts()
	title := ""
	switch v := e.Any().(type) {
	case *Opening:
		title = v.Title
	case *Role:
		title = v.Title
	}
	if title == "" || b.Lang("title") != Dutch {
		return nil
	}
	low := strings.ToLower(title)
	if strings.Contains(low, "ervaringsdeskundig") || strings.Contains(low, "ervaringswerk") || strings.Contains(low, "ervaringskennis") {
		return nil
	}
	return diag.List{diag.New(CodeHiddenExperience, diag.Warning, b.At("title"), "title", "this title does not say that lived experience is asked for").
		WithHint("name it, such as: Ervaringsdeskundig %s", strings.ToLower(title[:1])+title[1:])}
}

// checkDates compares the dates of an opening with each other; today plays no
// part, so that the answer is the same tomorrow.
func checkDates(_ *Library, e Entry) diag.List {
	o, ok := e.Any().(*Opening)
	if !ok {
		return nil
	}
	places := e.Facts().Parsed.Places
	var list diag.List
	order := func(firstPath, first, thenPath, then string) {
		if first == "" || then == "" || first[:10] <= then[:10] {
			return
		}
		list = append(list, diag.New(CodeDisagree, diag.Error, places.At(thenPath), thenPath, "%s comes before %s", then[:10], first[:10]).
			WithRelated(places.At(firstPath), "the other date stands here").
			WithHint("one of the two dates must be wrong"))
	}
	order("posted", o.Posted, "closes", o.Closes)
	order("closes", o.Closes, "start", o.Start)
	order("start", o.Start, "contract.until", o.Contract.Until)
	if o.Hours.Max > 0 && o.Hours.Max < o.Hours.Min {
		list = append(list, diag.New(CodeDisagree, diag.Error, places.At("hours.max"), "hours.max", "%g hours at most is less than %g at least", o.Hours.Max, o.Hours.Min).
			WithRelated(places.At("hours.min"), "the other number stands here"))
	}
	if o.Pay.Max > 0 && o.Pay.Max < o.Pay.Min {
		list = append(list, diag.New(CodeDisagree, diag.Error, places.At("pay.max"), "pay.max", "%g at most is less than %g at least", o.Pay.Max, o.Pay.Min).
			WithRelated(places.At("pay.min"), "the other amount stands here"))
	}
	return list
}
