// Package profile composes roles, shares, a team and an opening into one Profile:
// what the person does and brings, and what the organisation owes.
//
// In come a catalog.Library and a Choice of ids; out come a Profile and a
// diag.List. Every text in a Profile is marked (see diag.Mark), so that whatever
// becomes of it, its origins can be found back. Package document renders a
// Profile, package export can write it as data.
package profile
