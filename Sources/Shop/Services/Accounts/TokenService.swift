import Foundation
import JWTKit

/// Tokens: JWTs signed with HS256 by the shop's own key. The algorithm is fixed, never read from the token.
struct TokenService: Sendable {
    private static let audience = "igniflo"
    private static let lifetime: TimeInterval = 30 * 86_400
    private static let kioskLifetime: TimeInterval = 3_650 * 86_400

    let key: [UInt8]

    private struct Payload: JWTPayload {
        var sub: SubjectClaim
        var role: String
        var jti: IDClaim
        var iat: IssuedAtClaim
        var exp: ExpirationClaim
        var aud: AudienceClaim

        /// Times are checked by ``TokenService/verify(_:now:)``, against the shop's clock.
        func verify(using algorithm: some JWTAlgorithm) throws {
            try aud.verifyIntendedAudience(includes: TokenService.audience)
        }
    }

    func token(for session: Session, now: Date) async throws -> String {
        let lifetime = session.role == .kiosk ? Self.kioskLifetime : Self.lifetime
        let payload = Payload(
            sub: SubjectClaim(value: String(session.user.id)), role: session.role.rawValue,
            jti: IDClaim(value: session.id), iat: IssuedAtClaim(value: now),
            exp: ExpirationClaim(value: now.addingTimeInterval(lifetime)),
            aud: AudienceClaim(value: [Self.audience]))
        return try await keys().sign(payload)
    }

    /// - Returns: the session's identifier and the user's number, if the token is one of this shop's and of today.
    /// - Throws: ``ShopError/sessionEnded`` for every other token.
    func verify(_ token: String, now: Date) async throws -> (session: String, user: ID<User>) {
        guard token.utf8.count <= 4_096, Self.namesOurAlgorithm(token),
            let payload = try? await keys().verify(token, as: Payload.self),
            now < payload.exp.value, payload.iat.value < now.addingTimeInterval(86_400),
            let user = ID<User>(payload.sub.value)
        else { throw ShopError.sessionEnded }
        return (payload.jti.value, user)
    }

    private func keys() async -> JWTKeyCollection {
        await JWTKeyCollection().add(hmac: HMACKey(from: key), digestAlgorithm: .sha256)
    }

    private static func namesOurAlgorithm(_ token: String) -> Bool {
        struct Header: Decodable { var alg: String }
        guard let head = token.split(separator: ".", omittingEmptySubsequences: false).first else { return false }
        let base64 = String(head).replacing("-", with: "+").replacing("_", with: "/")
        let padded = base64 + String(repeating: "=", count: (4 - base64.count % 4) % 4)
        guard let data = Data(base64Encoded: padded) else { return false }
        return (try? JSONDecoder().decode(Header.self, from: data))?.alg == "HS256"
    }
}
