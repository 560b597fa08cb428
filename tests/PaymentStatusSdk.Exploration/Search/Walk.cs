using PaymentStatusSdk.Exploration.Moves;

namespace PaymentStatusSdk.Exploration.Search;

/// <summary>
/// Makes random moves, far deeper than an exploration reaches. A violation is shortened by leaving moves out.
/// </summary>
internal sealed class Walk(Scenario scenario)
{
    private readonly EnabledMoves _enabled = new(scenario, isWalk: true);
    private readonly List<Move> _moves = [];

    /// <summary>Returns the moves of a walk, and its violation if it has one. A walk is the same for the same seed.</summary>
    public (List<Move> Moves, string? Violation) Make(int seed, int steps)
    {
        var random = new Random(seed);
        var world = Explorer.StartOf(scenario);
        var made = new List<Move>();
        while (made.Count < steps)
        {
            _enabled.List(world, _moves);
            if (_moves.Count == 0) break;
            var move = Choose(random);
            Mover.Make(world, move);
            if (world.IsOutside)
            {
                // The model has no room for a further row. A call that would add one has changed nothing.
                if (move.Kind != MoveKind.Track) break;
                world.IsOutside = false;
                continue;
            }

            made.Add(move);
            if (world.Violations.Count > 0) return (made, world.Violations[0]);
        }

        return (made, null);
    }

    /// <summary>Returns whether real stores can repeat the moves of a finding.</summary>
    public static bool IsReplayable(Finding finding) =>
        new Walk(finding.Scenario).FirstViolation([.. finding.Moves]) is not null;

    /// <summary>Returns a finding with as few moves as leaving out single moves can achieve.</summary>
    public Finding Shorten(List<Move> moves, string violation)
    {
        // Leaving a move out may make others unnecessary, such as a claim and the end of its query: two at once, and again.
        for (var before = int.MaxValue; moves.Count < before;)
        {
            before = moves.Count;
            for (var size = 1; size <= 2; size++)
            {
                for (var index = moves.Count - size; index >= 0; index = Math.Min(index - 1, moves.Count - size))
                {
                    List<Move> shorter = [.. moves.Take(index), .. moves.Skip(index + size)];
                    if (FirstViolation(shorter) is not { } found) continue;
                    moves = [.. shorter.Take(found.Count)];
                    violation = found.Violation;
                }
            }
        }

        return new Finding(scenario, violation, moves);
    }

    private (int Count, string Violation)? FirstViolation(List<Move> moves)
    {
        var world = Explorer.StartOf(scenario);
        for (var index = 0; index < moves.Count; index++)
        {
            _enabled.List(world, _moves);
            if (!_moves.Contains(moves[index])) return null;
            Mover.Make(world, moves[index]);
            if (world.Violations.Count > 0) return (index + 1, world.Violations[0]);
        }

        return null;
    }

    // First a kind, then one of its moves: otherwise the many answers would be most of the moves.
    private Move Choose(Random random)
    {
        var kinds = _moves.Select(move => move.Kind).Distinct().ToArray();
        // Work is more frequent than failures and calls.
        var work = Array.FindAll(kinds, kind => kind is MoveKind.Tick or MoveKind.Claim or MoveKind.Commit or MoveKind.Deliver);
        var from = work.Length > 0 && random.Next(4) > 0 ? work : kinds;
        var chosen = from[random.Next(from.Length)];
        var moves = _moves.FindAll(move => move.Kind == chosen);
        return moves[random.Next(moves.Count)];
    }
}
