package profile

import (
	"rolprofiel/pkg/catalog"
	"rolprofiel/pkg/diag"
)

// Choice is what somebody asks a profile of. An opening brings its own team and
// roles.
type Choice struct {
	Roles   []catalog.Share
	Team    string
	Opening string
	Set     []Setting // values for this run alone, laid over the opening
	Hollow  bool      // with stand-ins for the texts of the team
}

// Profile is the whole: two sides, and what rubs between them. All strings that
// came from a text are marked; ids, enums and numbers are plain.
type Profile struct {
	Lang          string          `json:"lang"`
	Parts         []Part          `json:"roles"`
	TeamID        string          `json:"team_id,omitempty"`
	Team          catalog.Team    `json:"team,omitzero"`
	OpeningID     string          `json:"opening_id,omitempty"`
	Opening       catalog.Opening `json:"opening,omitzero"`
	Stances       []Stance        `json:"stances,omitempty"`
	Tasks         []Area          `json:"tasks,omitempty"`
	Results       []Item          `json:"results,omitempty"`
	Mandate       []Item          `json:"mandate,omitempty"`
	NotThisRole   []Item          `json:"not_this_role,omitempty"`
	WorksWith     []Item          `json:"works_with,omitempty"`
	AddedValue    []Item          `json:"added_value,omitempty"`
	Growth        []Item          `json:"growth,omitempty"`
	Needs         []Need          `json:"needs,omitempty"`
	Owes          []Promise       `json:"organisation_owes,omitempty"`
	Tensions      []Tension       `json:"tensions,omitempty"`
	Origins       *Origins        `json:"-"`
	OpeningPlaces Places          `json:"-"`
	TeamPlaces    Places          `json:"-"`
}

// Places says what a definition holds and where; the zero value holds nothing.
type Places struct {
	has  func(path string) bool
	at   func(path string) diag.Place
	File diag.Place
}

// Has reports whether the definition holds a value at path.
func (p Places) Has(path string) bool { return p.has != nil && p.has(path) }

// At is where path stands, or would have to stand.
func (p Places) At(path string) diag.Place {
	if p.at == nil {
		return p.File
	}
	return p.at(path)
}

// Part is one role in a profile, with its part of the hours.
type Part struct {
	ID       string  `json:"id"`
	Title    string  `json:"title"`
	Short    string  `json:"short"`
	Purpose  string  `json:"purpose"`
	Share    float64 `json:"share"` // percent
	HoursMin float64 `json:"hours_min,omitempty"`
	HoursMax float64 `json:"hours_max,omitempty"`
}

// Area groups tasks by whom or what they are for.
type Area struct {
	Name  string `json:"area"` // resident, team, organisation, profession
	Items []Item `json:"items"`
}

// Item is a statement, and the roles that make it. Without roles it is the
// team's own.
type Item struct {
	ID    string   `json:"id"`
	Text  string   `json:"text"`
	Hours float64  `json:"hours,omitempty"`
	Roles []string `json:"roles,omitempty"`
}

// Stance is an attitude that the roles share or add.
type Stance struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Text  string `json:"text"`
}

// Need is a competency at the highest level that any of the roles asks. What must
// be there at the start has a level to begin at too, which may be lower.
type Need struct {
	Competency string `json:"competency"`
	Title      string `json:"title"`
	Definition string `json:"definition"`
	Domain     string `json:"domain"`
	Level      int    `json:"level"`
	LevelTitle string `json:"level_title"`
	Start      int    `json:"start,omitempty"` // 0 where all of it may grow
	StartTitle string `json:"start_title,omitempty"`
	Weight     string `json:"weight"`          // must, grow
	Signs      []Item `json:"signs,omitempty"` // at Start, or else at Level
	Asked      []Ask  `json:"asked"`
}

// Ask says which role asks a competency, and why.
type Ask struct {
	Role   string `json:"role"`
	Short  string `json:"-"`
	Level  int    `json:"level"`
	Start  int    `json:"start,omitempty"` // 0 where it may grow
	Weight string `json:"weight"`
	Why    string `json:"why"`
}

// Promise is a precondition that the roles count on, and its state in the team.
type Promise struct {
	ID       string   `json:"id"`
	Title    string   `json:"title"`
	Text     string   `json:"text"`
	Category string   `json:"category"`
	Owner    string   `json:"owner"`
	State    string   `json:"state"` // met, open, unknown; empty without a team
	Due      string   `json:"due,omitempty"`
	Proof    string   `json:"proof,omitempty"`
	Roles    []string `json:"roles"`
	Planned  bool     `json:"-"` // not met, and somebody is at work on it
}

// The kinds of Tension.
const (
	TensionCombination = "combination" // two roles rub; Text says how
	TensionSameCase    = "same-case"   // a resident's peer, and an adviser on rules that touch the same resident
	TensionUnforeseen  = "unforeseen"  // two roles of which nobody said how they combine
	TensionHours       = "hours"       // the tasks ask more hours than the contract has
	TensionGuidance    = "guidance"    // guidance is promised and not in place
	TensionBackUp      = "back-up"     // nobody to take over
)

// Tension is something that rubs. It is a kind with arguments; templates give it
// words, so that it is named in the document and not hidden.
type Tension struct {
	Kind  string   `json:"kind"`
	Roles []string `json:"roles,omitempty"` // short names, marked
	Text  string   `json:"text,omitempty"`
	Title string   `json:"title,omitempty"` // of the precondition concerned
	Asked float64  `json:"asked,omitempty"` // hours a week
	Have  float64  `json:"have,omitempty"`  // hours a week
	Due   string   `json:"due,omitempty"`
}
