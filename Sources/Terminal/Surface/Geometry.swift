/// A cell's place: column and row, from 0 at the top left.
public struct Point: Hashable, Sendable {
    public var x: Int
    public var y: Int

    public init(x: Int, y: Int) {
        self.x = x
        self.y = y
    }
}

/// Columns and rows.
public struct Size: Hashable, Sendable {
    public var width: Int
    public var height: Int

    public init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }
}

/// A rectangle of cells. Its parts never reach outside it, whatever is asked for.
public struct Rect: Hashable, Sendable {
    public var x: Int
    public var y: Int
    public var width: Int
    public var height: Int

    public init(x: Int, y: Int, width: Int, height: Int) {
        self.x = x
        self.y = y
        self.width = max(0, width)
        self.height = max(0, height)
    }

    public init(_ size: Size) { self.init(x: 0, y: 0, width: size.width, height: size.height) }

    public var maxX: Int { x + width }
    public var maxY: Int { y + height }
    public var origin: Point { Point(x: x, y: y) }
    public var size: Size { Size(width: width, height: height) }
    public var isEmpty: Bool { width == 0 || height == 0 }

    public func contains(_ point: Point) -> Bool {
        point.x >= x && point.x < maxX && point.y >= y && point.y < maxY
    }

    public func inset(dx: Int, dy: Int) -> Rect {
        Rect(x: x + min(dx, width), y: y + min(dy, height), width: width - 2 * dx, height: height - 2 * dy)
    }

    public func intersection(_ other: Rect) -> Rect {
        let left = max(x, other.x)
        let top = max(y, other.y)
        return Rect(x: left, y: top, width: min(maxX, other.maxX) - left, height: min(maxY, other.maxY) - top)
    }

    public func top(_ rows: Int) -> Rect { Rect(x: x, y: y, width: width, height: min(rows, height)) }

    public func droppingTop(_ rows: Int) -> Rect {
        let dropped = min(max(0, rows), height)
        return Rect(x: x, y: y + dropped, width: width, height: height - dropped)
    }

    public func bottom(_ rows: Int) -> Rect {
        let kept = min(max(0, rows), height)
        return Rect(x: x, y: maxY - kept, width: width, height: kept)
    }

    public func droppingBottom(_ rows: Int) -> Rect { top(max(0, height - max(0, rows))) }

    public func left(_ columns: Int) -> Rect { Rect(x: x, y: y, width: min(columns, width), height: height) }

    public func droppingLeft(_ columns: Int) -> Rect {
        let dropped = min(max(0, columns), width)
        return Rect(x: x + dropped, y: y, width: width - dropped, height: height)
    }

    public func row(_ index: Int) -> Rect { droppingTop(index).top(1) }

    /// A rectangle of `size` in the middle, as large as fits.
    public func centered(_ size: Size) -> Rect {
        let width = min(size.width, self.width)
        let height = min(size.height, self.height)
        return Rect(x: x + (self.width - width) / 2, y: y + (self.height - height) / 2, width: width, height: height)
    }

    /// `count` columns side by side, as equal as cells allow.
    public func columns(_ count: Int) -> [Rect] {
        (0..<count).map { index in
            let start = width * index / count
            return Rect(x: x + start, y: y, width: width * (index + 1) / count - start, height: height)
        }
    }
}
