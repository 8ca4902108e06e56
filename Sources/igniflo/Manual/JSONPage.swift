import Presentation

/// The manual's page about `--json`, made from the objects' own definitions.
struct JSONPage {
    let text: String

    init() {
        var roff = Roff()
        roff.macro("TH", "IGNIFLO-JSON", "5")
        roff.macro("SH", "NAME")
        roff.line("igniflo-json - what igniflo prints with --json")
        roff.macro("SH", "DESCRIPTION")
        roff.paragraphs(
            """
            With --json a command prints one object, and a list one object a line, in UTF-8. The names of objects and \
            fields are stable; fields may be added. Amounts are whole numbers in the currency's minor unit (cents for \
            EUR), times are ISO 8601 in UTC. What is said against going on is one line on standard error.

            What follows is the JSON Schema of each object, as `igniflo schema` prints it.
            """)
        roff.macro("SH", "OBJECTS")
        for object in JSONObjects.all {
            roff.macro("SS", object.name)
            roff.verbatim(JSONSchema(of: object).text)
        }
        roff.macro("SH", "SEE ALSO")
        roff.macro("BR", "igniflo", "(1)")
        text = roff.text
    }
}
