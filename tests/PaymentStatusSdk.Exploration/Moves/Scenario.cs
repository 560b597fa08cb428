namespace PaymentStatusSdk.Exploration.Moves;

/// <summary>A part of the state space: the moves, how often each is possible, and the answers of the gateway.</summary>
/// <param name="Name">The name.</param>
/// <param name="Enrolled">The rows at the beginning.</param>
/// <param name="Budget">How often each move is possible.</param>
/// <param name="Answers">The answers of the gateway.</param>
/// <param name="MaxChanges">The number of changes of a row above which a state is checked but not continued.</param>
internal sealed record Scenario(
    string Name, IReadOnlyList<EnrollmentKind> Enrolled, Budget Budget, IReadOnlyList<AnswerKind> Answers, int MaxChanges = 2)
{
    /// <summary>Whether the store has a clock of its own. Without one, instances note their times in it.</summary>
    public bool HasStoreClock { get; init; } = true;

    /// <summary>Whether there are payments. Without them, nothing calls the store except comparisons of clocks.</summary>
    public bool HasPayments => Enrolled.Count + Enrollments.Count > 0;

    /// <summary>The moves that lead to the first state.</summary>
    public IReadOnlyList<Move> Prefix { get; init; } = [];

    /// <summary>The notifications and calls that wake rows.</summary>
    public IReadOnlyList<WakeKind> Wakes { get; init; } = [];

    /// <summary>The payments that the merchant tracks during the scenario.</summary>
    public IReadOnlyList<EnrollmentKind> Enrollments { get; init; } = [];
}
