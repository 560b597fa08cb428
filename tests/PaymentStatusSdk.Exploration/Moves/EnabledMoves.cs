using PaymentStatusSdk.Exploration.Model;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Exploration.Moves;

/// <summary>Lists the moves that are possible in a state.</summary>
/// <param name="scenario">The scenario.</param>
/// <param name="isWalk">
/// Whether the moves are those of a walk that real stores repeat: instances keep their places, and a claim leaves the store no choice.
/// </param>
internal sealed class EnabledMoves(Scenario scenario, bool isWalk = false)
{
    private const int MaxChecks = 2;
    private const int MaxDeliveries = 2;

    private List<Move> _moves = [];

    public void List(World world, List<Move> moves)
    {
        moves.Clear();
        _moves = moves;
        Add(world, MoveKind.Tick);
        Add(world, MoveKind.LongTick);
        for (var instance = 0; instance < Setting.Instances; instance++)
        {
            // Instances are in order, so an equal one would make equal moves.
            if (!isWalk && instance > 0 && ReferenceEquals(world.Instances[instance], world.Instances[instance - 1])) continue;
            OfChecks(world, instance);
            OfDeliveries(world, instance);
            OfProcess(world, instance);
        }

        OfMerchant(world);
        if (MaintenanceMoves.CanPrune(world)) Add(world, MoveKind.Prune);
        if (MaintenanceMoves.CanShortenLeases(world)) Add(world, MoveKind.ShortenLeases);
    }

    private void OfChecks(World world, int place)
    {
        var instance = world.Instances[place];
        if (world.Budget.Left(MoveKind.Claim) > 0 && instance.Checks.Count < MaxChecks) Claims(world, place, instance);
        for (var task = 0; task < instance.Checks.Count; task++)
        {
            if (instance.Checks[task] is not { Row: null } check) continue;
            foreach (var answer in scenario.Answers)
            {
                if (!Answers.IsPossible(answer, check.Claim.Transaction.Query)) continue;
                var argument = (task * 16) + (int)answer;
                Add(world, MoveKind.Answer, place, argument);
                AddCommit(world, place, Move.AnswerAndCommit + argument);
            }
        }

        if (instance.Checks.IndexOf(check => check.Row is not null) >= 0) AddCommit(world, place, Move.Checks);
    }

    // An instance claims everything that is due, or one of the rows that have been due longest.
    private void Claims(World world, int place, Instance instance)
    {
        var due = world.Store.Due(world.Time).ToArray();
        if (due.Length == 0) return;
        var first = due.TakeWhile(row => row.Row.NextCheckAt == due[0].Row.NextCheckAt).ToArray();
        foreach (var row in isWalk && first.Length > 1 ? [] : first) Add(world, MoveKind.Claim, place, 1 << (int)(row.Row.Id - 1));
        var all = isWalk ? due : [.. due.Take(MaxChecks - instance.Checks.Count)];
        if (all.Length > 1) Add(world, MoveKind.Claim, place, all.Sum(row => 1 << (int)(row.Row.Id - 1)));
    }

    private void OfDeliveries(World world, int place)
    {
        var instance = world.Instances[place];
        if (instance.Deliveries.Count < MaxDeliveries && world.Budget.Left(MoveKind.Deliver) > 0)
        {
            var due = world.Store.DueChanges(world.Time).ToArray();
            var first = due.TakeWhile(change => change.DueAt == due[0].DueAt).ToArray();
            foreach (var change in isWalk && first.Length > 1 ? [] : first)
                Add(world, MoveKind.Deliver, place, 1 << (int)(change.Change.Transaction.Id - 1));
            if (isWalk && due.Length > 1)
                Add(world, MoveKind.Deliver, place, due.Sum(change => 1 << (int)(change.Change.Transaction.Id - 1)));
        }

        for (var task = 0; task < instance.Deliveries.Count; task++)
        {
            if (instance.Deliveries[task].Commit is not null) continue;
            foreach (var end in Enum.GetValues<DeliveryEnd>())
            {
                if (end != DeliveryEnd.CommittedInTransaction) Add(world, MoveKind.HandlerEnd, place, (task * 4) + (int)end);
                AddCommit(world, place, Move.EndAndCommit + (task * 4) + (int)end);
            }
        }

        if (instance.Deliveries.IndexOf(delivery => delivery.Commit is not null) >= 0) AddCommit(world, place, Move.Deliveries);
    }

    private void AddCommit(World world, int place, int argument)
    {
        Add(world, MoveKind.Commit, place, argument);
        Add(world, MoveKind.CommitWithoutResponse, place, argument);
    }

    private void OfProcess(World world, int place)
    {
        var instance = world.Instances[place];
        Add(world, MoveKind.Skew, place, 0);
        Add(world, MoveKind.Skew, place, 1);
        if (instance.IsIdle) return;
        Add(world, MoveKind.Crash, place);
        Add(world, MoveKind.HostStop, place);
        Add(world, MoveKind.Renew, place);
    }

    private void OfMerchant(World world)
    {
        foreach (var wake in scenario.Wakes) Add(world, MoveKind.Wake, 0, (int)wake);
        foreach (var enrollment in scenario.Enrollments) Add(world, MoveKind.Track, 0, (int)enrollment);
        for (var row = 0; row < Setting.Rows; row++)
        {
            if (world.Store.Rows[row] is { Row.Status: TrackingStatus.Active }) Add(world, MoveKind.Stop, 0, row);
            var changes = world.Store.Changes[row];
            for (var place = 0; place < changes.Count; place++)
            {
                if (changes[place].Status == DeliveryStatus.Parked) Add(world, MoveKind.Redeliver, 0, (row * 16) + place);
            }
        }
    }

    private void Add(World world, MoveKind kind, int instance = 0, int argument = 0)
    {
        if (world.Budget.Left(kind) > 0) _moves.Add(new Move(kind, instance, argument));
    }
}
