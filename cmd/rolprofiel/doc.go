// Command rolprofiel makes role descriptions, vacancy texts and the papers around
// them from YAML definitions of roles and competencies.
//
// This is the front door: one verb a file. It alone prints, exits and reads the
// environment or the clock; everything else happens in the rooms under pkg.
package main
