package catalog

// Item is a statement in a list: something that can be translated, adjusted,
// cited and compared by its id.
type Item struct {
	ID      string   `yaml:"id" json:"id,omitempty"`
	Area    string   `yaml:"area" json:"area,omitempty"`   // of a task: resident, team, organisation, profession
	Hours   float64  `yaml:"hours" json:"hours,omitempty"` // of a task: hours a week; 0 when nobody said
	Text    string   `yaml:"text" json:"text,omitempty"`
	Sources []string `yaml:"sources" json:"sources,omitempty"`
}

// Link points to an occupation or skill of ESCO.
type Link struct {
	URI   string `yaml:"uri" json:"uri,omitempty"`
	Label string `yaml:"label" json:"label,omitempty"`
	Match string `yaml:"match" json:"match,omitempty"` // related, close, broad
}

// Review is the stamp of a working group: who judged which text, and when.
type Review struct {
	Body        string `yaml:"body" json:"body,omitempty"`
	On          string `yaml:"on" json:"on,omitempty"`
	Fingerprint string `yaml:"fingerprint" json:"fingerprint,omitempty"`
}

// Role is a coherent set of tasks, responsibilities and authority. It is not a
// function: no grading or right follows from it.
type Role struct {
	Title           string   `yaml:"title" json:"title,omitempty"`
	Short           string   `yaml:"short" json:"short,omitempty"` // lower case, for use in a sentence
	Purpose         string   `yaml:"purpose" json:"purpose,omitempty"`
	Sources         []string `yaml:"sources" json:"sources,omitempty"`
	Stances         []string `yaml:"stances" json:"stances,omitempty"`
	Tasks           []Item   `yaml:"tasks" json:"tasks,omitempty"`
	Results         []Item   `yaml:"results" json:"results,omitempty"`
	Mandate         []Item   `yaml:"mandate" json:"mandate,omitempty"`
	Needs           []Need   `yaml:"needs" json:"needs,omitempty"`
	NotThisRole     []Item   `yaml:"not_this_role" json:"not_this_role,omitempty"`
	WorksWith       []Item   `yaml:"works_with" json:"works_with,omitempty"`
	AddedValue      []Item   `yaml:"added_value" json:"added_value,omitempty"`
	OrganisationOwe []string `yaml:"organisation_owes" json:"organisation_owes,omitempty"`
	CombinesWith    []Pair   `yaml:"combines_with" json:"combines_with,omitempty"`
	Growth          []Item   `yaml:"growth" json:"growth,omitempty"`
	ESCO            []Link   `yaml:"esco" json:"esco,omitempty"`
	Review          *Review  `yaml:"review" json:"review,omitempty"`
	Status          string   `yaml:"status" json:"status,omitempty"`
}

// Need is a competency that a role asks for, at a level of the scale.
type Need struct {
	Competency string   `yaml:"competency" json:"competency,omitempty"`
	Level      int      `yaml:"level" json:"level,omitempty"`
	Start      int      `yaml:"start" json:"start,omitempty"`   // the level that is enough to begin; 0: Level itself
	Weight     string   `yaml:"weight" json:"weight,omitempty"` // must, grow
	Why        string   `yaml:"why" json:"why,omitempty"`
	Sources    []string `yaml:"sources" json:"sources,omitempty"`
}

// Pair says what rubs when one person has this role and another one.
type Pair struct {
	Role    string   `yaml:"role" json:"role,omitempty"`
	Tension string   `yaml:"tension" json:"tension,omitempty"`
	Sources []string `yaml:"sources" json:"sources,omitempty"`
}

// Competency is something a person can do, described by what others can see.
type Competency struct {
	Title      string     `yaml:"title" json:"title,omitempty"`
	Domain     string     `yaml:"domain" json:"domain,omitempty"`
	Core       bool       `yaml:"core" json:"core,omitempty"`
	Kind       string     `yaml:"kind" json:"kind,omitempty"` // generic, specific
	Definition string     `yaml:"definition" json:"definition,omitempty"`
	Why        string     `yaml:"why" json:"why,omitempty"`
	Levels     []Level    `yaml:"levels" json:"levels,omitempty"`
	Knowledge  []Item     `yaml:"knowledge" json:"knowledge,omitempty"`
	Attitude   []Item     `yaml:"attitude" json:"attitude,omitempty"`
	Tensions   []Item     `yaml:"tensions" json:"tensions,omitempty"`
	Questions  []Question `yaml:"questions" json:"questions,omitempty"`
	Learning   []string   `yaml:"learning" json:"learning,omitempty"`
	ESCO       []Link     `yaml:"esco" json:"esco,omitempty"`
	Sources    []string   `yaml:"sources" json:"sources,omitempty"`
	Review     *Review    `yaml:"review" json:"review,omitempty"`
	Status     string     `yaml:"status" json:"status,omitempty"`
}

// Level holds the signs by which a competency shows at one level of the scale.
type Level struct {
	Level int    `yaml:"level" json:"level,omitempty"`
	Signs []Item `yaml:"signs" json:"signs,omitempty"`
}

// At returns the signs at level, or nil.
func (c *Competency) At(level int) *Level {
	for i := range c.Levels {
		if c.Levels[i].Level == level {
			return &c.Levels[i]
		}
	}
	return nil
}

// Question is one question of an interview that asks for real past behaviour.
type Question struct {
	ID      string   `yaml:"id" json:"id,omitempty"`
	Part    string   `yaml:"part" json:"part,omitempty"` // situation, task, action, result, reflection
	Text    string   `yaml:"text" json:"text,omitempty"`
	Sources []string `yaml:"sources" json:"sources,omitempty"`
}

// Scale is the ladder of levels, our own design, without school levels.
type Scale struct {
	About   string   `yaml:"about" json:"about,omitempty"`
	Sources []string `yaml:"sources" json:"sources,omitempty"`
	Levels  []Rung   `yaml:"levels" json:"levels,omitempty"`
	Review  *Review  `yaml:"review" json:"review,omitempty"`
	Status  string   `yaml:"status" json:"status,omitempty"`
}

// Rung is one level of the Scale.
type Rung struct {
	Level    int    `yaml:"level" json:"level,omitempty"`
	Title    string `yaml:"title" json:"title,omitempty"`
	Meaning  string `yaml:"meaning" json:"meaning,omitempty"`
	Evidence string `yaml:"evidence" json:"evidence,omitempty"`
	Owes     string `yaml:"owes" json:"owes,omitempty"`
}

// At returns the rung of this level, or nil.
func (s *Scale) At(level int) *Rung {
	for i := range s.Levels {
		if s.Levels[i].Level == level {
			return &s.Levels[i]
		}
	}
	return nil
}

// Source is a report, with the headings that statements may lean on.
type Source struct {
	Title     string    `yaml:"title" json:"title,omitempty"`
	Publisher string    `yaml:"publisher" json:"publisher,omitempty"`
	Date      string    `yaml:"date" json:"date,omitempty"`
	About     string    `yaml:"about" json:"about,omitempty"`
	Headings  []Heading `yaml:"headings" json:"headings,omitempty"`
	Review    *Review   `yaml:"review" json:"review,omitempty"`
	Status    string    `yaml:"status" json:"status,omitempty"`
}

// Heading is one heading of a report. Excused says why nothing leans on it.
type Heading struct {
	ID      string `yaml:"id" json:"id,omitempty"`
	Title   string `yaml:"title" json:"title,omitempty"`
	Excused string `yaml:"excused" json:"excused,omitempty"`
}

// Precondition is something the organisation owes.
type Precondition struct {
	Title    string   `yaml:"title" json:"title,omitempty"`
	Category string   `yaml:"category" json:"category,omitempty"`
	Owner    string   `yaml:"owner" json:"owner,omitempty"`
	Text     string   `yaml:"text" json:"text,omitempty"`
	Question string   `yaml:"question" json:"question,omitempty"`
	Proof    string   `yaml:"proof" json:"proof,omitempty"`
	Sources  []string `yaml:"sources" json:"sources,omitempty"`
	Review   *Review  `yaml:"review" json:"review,omitempty"`
	Status   string   `yaml:"status" json:"status,omitempty"`
}

// Stance is an attitude that colours a role, such as building bridges.
type Stance struct {
	Title   string   `yaml:"title" json:"title,omitempty"`
	Text    string   `yaml:"text" json:"text,omitempty"`
	Sources []string `yaml:"sources" json:"sources,omitempty"`
	Review  *Review  `yaml:"review" json:"review,omitempty"`
	Status  string   `yaml:"status" json:"status,omitempty"`
}

// Term is a word of the field and its plain meaning.
type Term struct {
	Title   string   `yaml:"title" json:"title,omitempty"`
	Meaning string   `yaml:"meaning" json:"meaning,omitempty"`
	Sources []string `yaml:"sources" json:"sources,omitempty"`
	Review  *Review  `yaml:"review" json:"review,omitempty"`
	Status  string   `yaml:"status" json:"status,omitempty"`
}

// Learning is a training, a route or another way to learn.
type Learning struct {
	Title   string   `yaml:"title" json:"title,omitempty"`
	Text    string   `yaml:"text" json:"text,omitempty"`
	Hours   Study    `yaml:"hours" json:"hours,omitzero"`
	Parts   []Part   `yaml:"parts" json:"parts,omitempty"`
	LeadsTo string   `yaml:"leads_to" json:"leads_to,omitempty"`
	Feeds   []string `yaml:"feeds" json:"feeds,omitempty"`
	Sources []string `yaml:"sources" json:"sources,omitempty"`
	Review  *Review  `yaml:"review" json:"review,omitempty"`
	Status  string   `yaml:"status" json:"status,omitempty"`
}

// Part is one step of a way to learn, and how long it takes where that is fixed.
type Part struct {
	ID      string   `yaml:"id" json:"id,omitempty"`
	Minutes int      `yaml:"minutes" json:"minutes,omitempty"`
	Text    string   `yaml:"text" json:"text,omitempty"`
	Sources []string `yaml:"sources" json:"sources,omitempty"`
}

// Study is the hours that learning takes in all.
type Study struct {
	Learning float64 `yaml:"learning" json:"learning,omitempty"`
	Working  float64 `yaml:"working" json:"working,omitempty"`
}

// Team is a real team (or an example) with what it has and what it changes.
type Team struct {
	Example       bool      `yaml:"example" json:"example,omitempty"`
	Name          string    `yaml:"name" json:"name,omitempty"`
	Municipality  string    `yaml:"municipality" json:"municipality,omitempty"`
	About         string    `yaml:"about" json:"about,omitempty"`
	Serves        string    `yaml:"serves" json:"serves,omitempty"`
	Employer      Employer  `yaml:"employer" json:"employer,omitzero"`
	Contact       Contact   `yaml:"contact" json:"contact,omitzero"`
	InPlace       []InPlace `yaml:"in_place" json:"in_place,omitempty"`
	Preconditions []Promise `yaml:"preconditions" json:"preconditions,omitempty"`
	Signals       []Item    `yaml:"signals" json:"signals,omitempty"`
	Adjust        []Adjust  `yaml:"adjust" json:"adjust,omitempty"`
	Texts         []Item    `yaml:"texts" json:"texts,omitempty"`
	Review        *Review   `yaml:"review" json:"review,omitempty"`
	Status        string    `yaml:"status" json:"status,omitempty"`
}

// Employer is who signs the contract.
type Employer struct {
	Name          string  `yaml:"name" json:"name,omitempty"`
	Agreement     string  `yaml:"agreement" json:"agreement,omitempty"`
	FullTimeHours float64 `yaml:"full_time_hours" json:"full_time_hours,omitempty"`
}

// Contact is a function to turn to, never a person.
type Contact struct {
	Function string `yaml:"function" json:"function,omitempty"`
	Email    string `yaml:"email" json:"email,omitempty"`
	Phone    string `yaml:"phone" json:"phone,omitempty"`
}

// InPlace counts who has a role today.
type InPlace struct {
	Role   string  `yaml:"role" json:"role,omitempty"`
	FTE    float64 `yaml:"fte" json:"fte,omitempty"`
	People int     `yaml:"people" json:"people,omitempty"`
}

// Promise is the state of one precondition in a team.
type Promise struct {
	ID    string `yaml:"id" json:"id,omitempty"`
	State string `yaml:"state" json:"state,omitempty"` // met, open, unknown
	Owner string `yaml:"owner" json:"owner,omitempty"`
	Due   string `yaml:"due" json:"due,omitempty"`
	Proof string `yaml:"proof" json:"proof,omitempty"`
}

// Adjust is what a team changes about one role.
type Adjust struct {
	Role  string          `yaml:"role" json:"role,omitempty"`
	Set   *Lists[Item]    `yaml:"set" json:"set,omitempty"`
	Add   *Lists[Item]    `yaml:"add" json:"add,omitempty"`
	Drop  *Lists[Dropped] `yaml:"drop" json:"drop,omitempty"`
	Level []Relevel       `yaml:"level" json:"level,omitempty"`
	Order *Lists[string]  `yaml:"order" json:"order,omitempty"`
}

// Lists holds something for each list of a role that a team can change: items to
// set or add, items to drop, ids in a new order.
type Lists[T any] struct {
	Tasks       []T `yaml:"tasks" json:"tasks,omitempty"`
	Results     []T `yaml:"results" json:"results,omitempty"`
	Mandate     []T `yaml:"mandate" json:"mandate,omitempty"`
	NotThisRole []T `yaml:"not_this_role" json:"not_this_role,omitempty"`
	WorksWith   []T `yaml:"works_with" json:"works_with,omitempty"`
	AddedValue  []T `yaml:"added_value" json:"added_value,omitempty"`
	Growth      []T `yaml:"growth" json:"growth,omitempty"`
}

// List returns the list with this key; nil Lists hold nothing.
func (l *Lists[T]) List(name string) []T {
	if l == nil {
		return nil
	}
	switch name {
	case "tasks":
		return l.Tasks
	case "results":
		return l.Results
	case "mandate":
		return l.Mandate
	case "not_this_role":
		return l.NotThisRole
	case "works_with":
		return l.WorksWith
	case "added_value":
		return l.AddedValue
	default:
		return l.Growth
	}
}

// Dropped is an item that a team leaves out, and why.
type Dropped struct {
	ID  string `yaml:"id" json:"id,omitempty"`
	Why string `yaml:"why" json:"why,omitempty"`
}

// Relevel asks a competency at another level, and says why.
type Relevel struct {
	Competency string `yaml:"competency" json:"competency,omitempty"`
	To         int    `yaml:"to" json:"to,omitempty"`
	Start      int    `yaml:"start" json:"start,omitempty"` // 0: as the role has it
	Why        string `yaml:"why" json:"why,omitempty"`
}

// ListNames are the keys of the lists that a team can change, in the order of a
// role description.
func ListNames() []string {
	return []string{"tasks", "results", "mandate", "not_this_role", "works_with", "added_value", "growth"}
}

// List returns the list of r with this key.
func (r *Role) List(name string) []Item {
	return (&Lists[Item]{r.Tasks, r.Results, r.Mandate, r.NotThisRole, r.WorksWith, r.AddedValue, r.Growth}).List(name)
}

// Opening is a job that is open: a team, one role or more, and the conditions.
type Opening struct {
	Example            bool        `yaml:"example" json:"example,omitempty"`
	Team               string      `yaml:"team" json:"team,omitempty"`
	Roles              []Share     `yaml:"roles" json:"roles,omitempty"`
	Title              string      `yaml:"title" json:"title,omitempty"`
	Reference          string      `yaml:"reference" json:"reference,omitempty"`
	Posted             string      `yaml:"posted" json:"posted,omitempty"`
	Closes             string      `yaml:"closes" json:"closes,omitempty"`
	Start              string      `yaml:"start" json:"start,omitempty"`
	Hours              Hours       `yaml:"hours" json:"hours,omitzero"`
	WorkingTimes       string      `yaml:"working_times" json:"working_times,omitempty"`
	Contract           Contract    `yaml:"contract" json:"contract,omitzero"`
	Place              Workplace   `yaml:"place" json:"place,omitzero"`
	Pay                Pay         `yaml:"pay" json:"pay,omitzero"`
	Education          string      `yaml:"education" json:"education,omitempty"`
	Requirements       []Item      `yaml:"requirements" json:"requirements,omitempty"`
	Offer              []Item      `yaml:"offer" json:"offer,omitempty"`
	Procedure          []Step      `yaml:"procedure" json:"procedure,omitempty"`
	Interview          string      `yaml:"interview" json:"interview,omitempty"`
	Contact            Contact     `yaml:"contact" json:"contact,omitzero"`
	ConductCertificate Certificate `yaml:"conduct_certificate" json:"conduct_certificate,omitzero"`
	Adjustments        string      `yaml:"adjustments" json:"adjustments,omitempty"`
	Acquisition        string      `yaml:"acquisition" json:"acquisition,omitempty"`
	Review             *Review     `yaml:"review" json:"review,omitempty"`
	Status             string      `yaml:"status" json:"status,omitempty"`
}

// Share is a role and the part of the contract hours that goes to it, in percent.
// All shares are 0 when nobody divided the hours.
type Share struct {
	Role  string  `yaml:"role" json:"role,omitempty"`
	Share float64 `yaml:"share" json:"share,omitempty"`
}

// Hours is the size of a contract, in hours a week.
type Hours struct {
	Min float64 `yaml:"min" json:"min,omitempty"`
	Max float64 `yaml:"max" json:"max,omitempty"`
}

// Contract is the kind of employment.
type Contract struct {
	Kind      string `yaml:"kind" json:"kind,omitempty"`
	Until     string `yaml:"until" json:"until,omitempty"`
	Probation string `yaml:"probation" json:"probation,omitempty"`
}

// Workplace is where the work is done.
type Workplace struct {
	Name       string `yaml:"name" json:"name,omitempty"`
	Street     string `yaml:"street" json:"street,omitempty"`
	PostalCode string `yaml:"postal_code" json:"postal_code,omitempty"`
	Town       string `yaml:"town" json:"town,omitempty"`
	Country    string `yaml:"country" json:"country,omitempty"`
	Remote     string `yaml:"remote" json:"remote,omitempty"`
}

// Pay is filled in by the employer, with date and source; nothing is computed.
type Pay struct {
	Agreement string  `yaml:"agreement" json:"agreement,omitempty"`
	System    string  `yaml:"system" json:"system,omitempty"`
	Code      string  `yaml:"code" json:"code,omitempty"`
	Scale     string  `yaml:"scale" json:"scale,omitempty"`
	Min       float64 `yaml:"min" json:"min,omitempty"`
	Max       float64 `yaml:"max" json:"max,omitempty"`
	Per       string  `yaml:"per" json:"per,omitempty"`
	AsOf      string  `yaml:"as_of" json:"as_of,omitempty"`
	Source    string  `yaml:"source" json:"source,omitempty"`
}

// Step is one step of the application procedure.
type Step struct {
	ID   string `yaml:"id" json:"id,omitempty"`
	Text string `yaml:"text" json:"text,omitempty"`
	Date string `yaml:"date" json:"date,omitempty"`
}

// Certificate says whether a certificate of conduct is asked for, and why.
type Certificate struct {
	Required bool   `yaml:"required" json:"required,omitempty"`
	Why      string `yaml:"why" json:"why,omitempty"`
}
