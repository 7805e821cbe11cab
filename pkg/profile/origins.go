package profile

import "rolprofiel/pkg/diag"

// Origins is the table behind the marks of one profile: mark number n stands for
// the origins at n. Several origins share a mark where one text is several
// roles' own.
type Origins struct {
	sets   [][]diag.Origin
	hollow bool // texts of the team are stand-ins
	clash  bool // another text could be taken for one
}

// Mark wraps text in a mark for its origin; empty text stays empty.
func (o *Origins) Mark(text string, origin diag.Origin) string {
	if o.hollow && HasStandIn(text) {
		o.clash = true
	}
	return o.Remark(text, origin)
}

// Remark is Mark for a text that came out of the profile before.
func (o *Origins) Remark(text string, origin diag.Origin) string {
	if text == "" {
		return ""
	}
	o.sets = append(o.sets, []diag.Origin{origin})
	return diag.Mark(len(o.sets)-1, text)
}

// Of returns the origins behind mark n, or nil for a number nobody gave out.
func (o *Origins) Of(n int) []diag.Origin {
	if n < 0 || n >= len(o.sets) {
		return nil
	}
	return o.sets[n]
}

// share gives kept the origins of twin as well: two texts became one.
func (o *Origins) share(kept, twin string) {
	k, t := number(kept), number(twin)
	if k >= 0 && t >= 0 && k != t {
		o.sets[k] = append(o.sets[k], o.sets[t]...)
	}
}

func number(marked string) int {
	pieces, _ := diag.Unmark(marked)
	if len(pieces) != 1 {
		return -1
	}
	return pieces[0].Number
}
