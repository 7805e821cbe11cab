package profile

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"rolprofiel/pkg/catalog"
	"rolprofiel/pkg/strictyaml"
)

// Many teams differ in their words alone. A hollow profile has a stand-in for every
// text of its team; what is made of it serves all teams of the same Shape, once the
// texts of each are put in the place of the stand-ins.
//
// A stand-in looks like a word to whoever handles text: it begins and ends in a
// letter that no language of today uses. The sign that a text ends in stays.
const standInLetter = "\uA66E"

// standIn is the stand-in for text number n.
func standIn(n int, text string) string {
	_, end := Ending(text)
	return standInLetter + strconv.Itoa(n) + standInLetter + end
}

// Hole is the place of a text: its number, and whether it is a date that is written
// in words there.
type Hole struct {
	Number int
	Date   bool
}

// AsDate is the stand-in for the words of a date, given the one for the date itself;
// ok is false when text is something else.
func AsDate(text string) (dated string, ok bool) {
	between, holes, ok := SplitStandIns(text)
	if !ok || len(holes) != 1 || between[0] != "" || between[1] != "" || holes[0].Date {
		return "", false
	}
	return standInLetter + strconv.Itoa(holes[0].Number) + dateSign + standInLetter, true
}

const dateSign = "d"

// Ending parts a text from the sign that it ends in: a full stop, an exclamation
// mark or a question mark.
func Ending(text string) (words, end string) {
	if text != "" && strings.ContainsAny(text[len(text)-1:], ".!?") {
		return text[:len(text)-1], text[len(text)-1:]
	}
	return text, ""
}

// HasStandIn reports whether text may hold a stand-in.
func HasStandIn(text string) bool { return strings.Contains(text, standInLetter) }

// SplitStandIns cuts text at its stand-ins: between[i] stands before holes[i], and
// one more part follows the last.
func SplitStandIns(text string) (between []string, holes []Hole, ok bool) {
	for {
		before, rest, found := strings.Cut(text, standInLetter)
		between = append(between, before)
		if !found {
			return between, holes, true
		}
		digits, after, closed := strings.Cut(rest, standInLetter)
		digits, dated := strings.CutSuffix(digits, dateSign)
		n, err := strconv.Atoi(digits)
		if !closed || err != nil || n < 0 {
			return nil, nil, false
		}
		holes, text = append(holes, Hole{n, dated}), after
	}
}

// Hollow tells the shape of a team and its texts, in the order in which stand-ins
// are numbered. Two teams of one shape have everything in common but the words of
// their texts and the dates of their promises, and what stands in fields that unread
// names by their keys at the top. ok is false for a team that changes roles or is
// not in order: its profiles are its own.
func Hollow(d *catalog.Definition[catalog.Team], unread func(key string) bool) (shape string, texts []string, ok bool) {
	if len(d.Value.Adjust) > 0 || len(d.Said) > 0 {
		return "", nil, false
	}
	value := hollowed(d, func(text string) { texts = append(texts, text) }, func(_, text string, _ []string) string { return text })
	if unread("in_place") {
		value.InPlace = nil
	}
	if unread("review") {
		value.Review = nil
	}
	data, err := json.Marshal(&value)
	if err != nil {
		return "", nil, false
	}
	paths := slices.DeleteFunc(d.Parsed.Places.Paths(), func(path string) bool {
		return unread(path[:len(path)-len(strings.TrimLeft(path, "abcdefghijklmnopqrstuvwxyz_"))])
	})
	slices.Sort(paths)
	return string(data) + "\n" + strings.Join(paths, "\n"), texts, true
}

// hollowed is the value of a team with a stand-in for each of its texts, wrapped by
// mark, and for the dates of its promises. found gets every text and date.
func hollowed(d *catalog.Definition[catalog.Team], found func(text string), mark func(path, text string, sources []string) string) catalog.Team {
	value, n := d.Value, 0
	next := func(text string) string {
		found(text)
		n++
		return standIn(n-1, text)
	}
	strictyaml.Rewrite(d.Kind.Fields(), &value, func(path string, _ *strictyaml.Field, text string, sources []string) string {
		return mark(path, next(text), sources)
	})
	for i := range value.Preconditions { // the list is ours since it was rewritten
		if p := &value.Preconditions[i]; p.Due != "" {
			p.Due = next(p.Due)
		}
	}
	return value
}

// Hollowable reports whether no text but those of the team can be taken for a
// stand-in.
func (p *Profile) Hollowable() bool { return !p.Origins.clash }

// IsHollow reports whether the texts of the team are stand-ins.
func (p *Profile) IsHollow() bool { return p.Origins != nil && p.Origins.hollow }
