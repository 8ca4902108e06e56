import Testing

@testable import igniflo

struct SupervisorTests {
    @Test("Most of the two seconds in which a crash is over is left to the new screens")
    func pauses() {
        #expect(Supervisor.pause(afterRunning: .zero) == .milliseconds(500))
        #expect(Supervisor.pause(afterRunning: .milliseconds(1_999)) == .milliseconds(500))
        #expect(Supervisor.pause(afterRunning: .seconds(2)) == .zero)
        #expect(Supervisor.pause(afterRunning: .seconds(86_400)) == .zero)
    }
}
