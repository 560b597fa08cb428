using System.Globalization;
using PaymentStatusSdk.Exploration.Model;
using PaymentStatusSdk.Exploration.Moves;
using PaymentStatusSdk.Invariants;
using static System.FormattableString;

namespace PaymentStatusSdk.Exploration.Search;

/// <summary>Writes a trace so that a person can follow it: each move, and its events.</summary>
internal static class TraceText
{
    public static void Write(Finding finding, TextWriter output)
    {
        output.WriteLine(Invariant($"violation in scenario {finding.Scenario.Name}: {finding.Violation}"));
        var world = Explorer.StartOf(finding.Scenario);
        world.Events = [];
        for (var index = 0; index < finding.Moves.Count; index++)
        {
            var move = finding.Moves[index];
            world.Events.Clear();
            Mover.Make(world, move);
            output.WriteLine(Invariant($"{index + 1,3}. {world.Time - Setting.Start:hh\\:mm} {TextOf(move)}"));
            foreach (var e in world.Events) output.WriteLine($"       {TextOf(e)}");
        }

        output.WriteLine($"     replay: {Format(finding)}");
        foreach (var row in world.Store.Rows.OfType<ModelRow>())
        {
            output.WriteLine(Invariant(
                $"     row {row.Row}, verdict {row.Row.Verdict}, fence {row.Fence}, wakes {row.Wakes}, next {row.Row.NextCheckAt:HH:mm}"));
        }
    }

    /// <summary>Returns the trace in one line, which a replay reads.</summary>
    public static string Format(Finding finding) =>
        $"{finding.Scenario.Name} {string.Join(' ', finding.Moves.Select(move => Invariant($"{move.Code}")))}";

    public static (Scenario Scenario, IReadOnlyList<Move> Moves) Parse(string trace)
    {
        var parts = trace.Split(' ');
        var scenario = Scenarios.All.Concat(Scenarios.Walks).First(scenario => scenario.Name == parts[0]);
        return (scenario, [.. parts.Skip(1).Select(code => Move.Of(int.Parse(code, CultureInfo.InvariantCulture)))]);
    }

    private static string TextOf(Move move)
    {
        var name = Invariant($"instance {move.Instance + 1}");
        return move.Kind switch
        {
            MoveKind.Prune => "maintenance deletes what is old",
            MoveKind.ShortenLeases => "maintenance ends leases now",
            MoveKind.Tick or MoveKind.LongTick => "time passes",
            MoveKind.Claim when move.Argument == 0 => $"{name} compares its clock",
            MoveKind.Claim => Invariant($"{name} claims rows (bits {move.Argument:b3})"),
            MoveKind.ClaimWithoutResponse => Invariant($"{name} claims rows (bits {move.Argument:b3}), and the response is lost"),
            MoveKind.Answer => Invariant($"{name}: query {move.Answered.Task + 1} ends: {move.Answered.Answer}"),
            MoveKind.Commit => $"{name}: {TextOfCommit(move)}",
            MoveKind.CommitWithoutResponse => $"{name}: {TextOfCommit(move)}, and the response is lost",
            MoveKind.Wake => Invariant($"wake-up {(WakeKind)move.Argument}"),
            MoveKind.Stop => Invariant($"StopAsync({move.Argument + 1})"),
            MoveKind.Track => Invariant($"TrackAsync {(EnrollmentKind)move.Argument}"),
            MoveKind.Deliver => Invariant($"{name} claims changes of rows (bits {move.Argument:b3})"),
            MoveKind.DeliverWithoutResponse =>
                Invariant($"{name} claims changes of rows (bits {move.Argument:b3}), and the response is lost"),
            MoveKind.HandlerEnd => $"{name}: its handler ends: {move.Ended.End}",
            MoveKind.Redeliver => Invariant($"RedeliverAsync of change {move.Change.Place + 1} of row {move.Change.Row + 1}"),
            MoveKind.Resolve => Invariant($"ResolveAsync({move.Argument + 1})"),
            _ => Invariant($"{name}: {move.Kind}"),
        };
    }

    private static string TextOfCommit(Move move) => move.Argument switch
    {
        Move.Checks => "it commits its checks",
        Move.Deliveries => "it commits its deliveries",
        >= Move.EndAndCommit => $"its handler ends: {move.Ended.End}, and it commits",
        _ => Invariant($"query {move.Answered.Task + 1} ends: {move.Answered.Answer}, and it commits"),
    };

    private static string TextOf(TrackingEvent e) => e switch
    {
        CheckCommitted committed => Invariant($"committed {committed.Outcome} under {committed.Fence}: {committed.Row}, ")
            + Invariant($"verdict {committed.Row.Verdict}, next {committed.Row.NextCheckAt:HH:mm}, ")
            + $"changes [{string.Join(", ", committed.Changes.Select(change => Invariant($"{change.Sequence} {change.Kind}")))}]",
        RowEnrolled enrolled => Invariant($"tracked under {enrolled.Fence}: {enrolled.Row}"),
        QueryAnswered { Result: { } result } answered =>
            Invariant($"answer for row {answered.RowId}, asked at {answered.AskedAt:HH:mm}: {result}"),
        RowResolved resolved => Invariant($"resolved under {resolved.Fence}: {resolved.Row}"),
        CheckClaimed claimed => Invariant($"row {claimed.RowId} claimed under {claimed.Fence} until {claimed.Until:HH:mm}"),
        _ => Invariant($"{e.GetType().Name}, row {e.RowId}"),
    };
}
