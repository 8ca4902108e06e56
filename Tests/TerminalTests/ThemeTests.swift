import Foundation
import Testing

@testable import Terminal

struct ThemeTests {
    /// Red, green and blue, 0 to 255, of a number of the 256-colour palette from 16 on.
    private static func rgb(_ number: Int) -> [Double] {
        if number >= 232 { return Array(repeating: Double(8 + 10 * (number - 232)), count: 3) }
        let steps = [0.0, 95, 135, 175, 215, 255]
        let index = number - 16
        return [steps[index / 36], steps[index / 6 % 6], steps[index % 6]]
    }

    /// WCAG 2.1: relative luminance and contrast ratio.
    private static func luminance(_ rgb: [Double]) -> Double {
        let linear = rgb.map { value -> Double in
            let part = value / 255
            return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }

    private static func contrast(_ one: [Double], _ other: [Double]) -> Double {
        let pair = [luminance(one), luminance(other)].sorted()
        return (pair[1] + 0.05) / (pair[0] + 0.05)
    }

    @Test(
        "Every pair of the coloured themes can be read at 4.5:1", arguments: [Theme.Name.dark, .light, .highContrast])
    func contrast(name: Theme.Name) {
        let theme = Theme(name, colors: 256)
        let own: [(text: [Double], background: [Double])] =
            name == .light
            ? [([0, 0, 0], [255, 255, 255])]
            : [([230, 230, 230], [0, 0, 0]), ([230, 230, 230], [0x14, 0x16, 0x1B])]
        for role in Style.Role.allCases {
            for ground in Style.Ground.allCases where role != .border || ground == .terminal {
                let look = theme.look(of: Style(role, on: ground))
                for terminal in own {
                    let text = look.foreground < 0 ? terminal.text : Self.rgb(look.foreground)
                    let background = look.background < 0 ? terminal.background : Self.rgb(look.background)
                    #expect(Self.contrast(text, background) >= 4.5, "\(role) on \(ground) in \(name)")
                }
            }
        }
    }

    @Test("On a coloured ground the text can be read whatever colour the terminal's own text has")
    func ownText() {
        for name in Theme.Name.allCases {
            for colors in [8, 16, 88, 256] {
                let theme = Theme(name, colors: colors)
                for role in Style.Role.allCases {
                    for ground in Style.Ground.allCases {
                        let look = theme.look(of: Style(role, on: ground))
                        #expect(look.background < 0 || look.foreground >= 0, "\(role) on \(ground) in \(name)")
                    }
                }
            }
        }
    }

    @Test("Without colours nothing is told by colour")
    func mono() {
        for theme in [Theme(.mono, colors: 256), Theme(.dark, colors: 0)] {
            for role in Style.Role.allCases {
                for ground in Style.Ground.allCases {
                    let look = theme.look(of: Style(role, on: ground))
                    #expect(look.foreground == -1 && look.background == -1)
                }
            }
            #expect(theme.look(of: .normal) != theme.look(of: Style(.normal, on: .selection)))
        }
    }

    @Test("The theme follows NO_COLOR and a light background")
    func preferred() {
        #expect(Theme.preferred(environment: [:]) == .dark)
        #expect(Theme.preferred(environment: ["NO_COLOR": "1"]) == .mono)
        #expect(Theme.preferred(environment: ["NO_COLOR": ""]) == .dark)
        #expect(Theme.preferred(environment: ["COLORFGBG": "0;15"]) == .light)
        #expect(Theme.preferred(environment: ["COLORFGBG": "15;default;0"]) == .dark)
    }

    @Test("A terminal is asked for its background only where nothing says what it is, and where asking shows nothing")
    func isOpen() {
        for type in ["xterm-256color", "tmux-256color", "screen", "xterm-kitty", "foot", "alacritty", "rxvt-unicode"] {
            #expect(Theme.isOpen(environment: ["TERM": type]))
            #expect(Theme.isOpen(environment: ["TERM": type, "NO_COLOR": "", "COLORFGBG": ""]))
            #expect(!Theme.isOpen(environment: ["TERM": type, "NO_COLOR": "1"]))
            #expect(!Theme.isOpen(environment: ["TERM": type, "COLORFGBG": "15;0"]))
        }
        for type in ["linux", "vt100", "vt220", "ansi", "dumb", ""] {
            #expect(!Theme.isOpen(environment: ["TERM": type]))
        }
        #expect(!Theme.isOpen(environment: [:]))
    }

    @Test("Each sign is one column wide, and its stand-in is ASCII")
    func glyphs() {
        for glyphs in [Glyphs.unicode, .ascii] {
            let corners = glyphs.corners
            let all =
                [
                    glyphs.circle, glyphs.halfDisc, glyphs.disc, glyphs.check, glyphs.cross,
                    glyphs.dottedCircle, glyphs.pointer, glyphs.mark, glyphs.bullet, glyphs.dot, glyphs.times,
                    glyphs.ellipsis, glyphs.up, glyphs.down, glyphs.minus, glyphs.lineDone, glyphs.lineAhead,
                    glyphs.horizontal, glyphs.vertical, glyphs.track, glyphs.thumb, glyphs.block, glyphs.bar,
                    corners.topLeft, corners.topRight, corners.bottomLeft, corners.bottomRight,
                ] + glyphs.spinner
            for sign in all {
                #expect(TextWidth.of(sign) == 1 && sign.unicodeScalars.count == 1)
                if glyphs.isASCII { #expect(sign.utf8.count == 1) }
            }
            let statuses = [glyphs.circle, glyphs.halfDisc, glyphs.disc, glyphs.check, glyphs.cross]
            #expect(Set(statuses).count == 5)
        }
    }
}
