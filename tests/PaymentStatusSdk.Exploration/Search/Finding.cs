using PaymentStatusSdk.Exploration.Moves;

namespace PaymentStatusSdk.Exploration.Search;

/// <summary>A violation, with the moves that lead to it.</summary>
internal sealed record Finding(Scenario Scenario, string Violation, IReadOnlyList<Move> Moves);

/// <summary>The result of a scenario.</summary>
/// <param name="States">The number of distinct states.</param>
/// <param name="Situations">
/// About the number of states that differ in more than the moves that are left: an estimate, with an error of one or two percent.
/// </param>
/// <param name="Transitions">The number of moves that were made.</param>
/// <param name="Depth">The number of moves to the states that are farthest away.</param>
/// <param name="IsComplete">Whether all states were reached; otherwise the bound was.</param>
/// <param name="Finding">The first violation; null when there was none.</param>
internal sealed record ExplorationResult(
    int States, long Situations, long Transitions, int Depth, bool IsComplete, Finding? Finding);
