import Presentation
import Shop
import Terminal

/// The parts of the admin's side by name and key, over each of them where there is room.
struct SectionBar {
    let here: AdminSection
    let user: UserContext

    private static func fits(_ size: Size) -> Bool { size.height >= 16 && size.width >= 60 }

    /// What is left for the screen itself.
    static func rest(of area: Rect) -> Rect { fits(area.size) ? area.droppingTop(1) : area }

    /// - Returns: what is left for the screen itself.
    func render(into surface: inout Surface, in area: Rect) -> Rect {
        guard Self.fits(area.size) else { return area }
        let row = area.top(1)
        // Names side by side with air between them, closer together, or the keys alone with the name of here.
        let names = AdminSection.allCases.reduce(0) { $0 + 2 + TextWidth.of($1.title) }
        let air = names + AdminSection.allCases.count * 3 <= row.width ? 2 : 1
        let showsNames = names + AdminSection.allCases.count < row.width
        var x = row.x + 1
        for section in AdminSection.allCases {
            let isHere = section == here
            let start = x
            let ground: Style.Ground = isHere ? .selection : .terminal
            x += surface.write("\(section.key)", x: x, y: row.y, Style(.key, on: ground))
            if showsNames || isHere {
                x += surface.write(" \(section.title)", x: x, y: row.y, Style(isHere ? .title : .dim, on: ground))
            }
            let place = Rect(x: start, y: row.y, width: x - start, height: 1)
            surface.hotspot(place, click: GlobalAction(.restart(section.screen(user))))
            x += air
        }
        return area.droppingTop(1)
    }
}
