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
                var argument = Move.OfAnswer(task, answer);
                Add(world, MoveKind.Answer, place, argument);
                AddCommit(world, place, Move.AnswerAndCommit + argument);
            }
        }

        if (instance.Checks.IndexOf(check => check.Row is not null) >= 0) AddCommit(world, place, Move.Checks);
    }

    // An instance claims everything that is due, or one of the rows that have been due longest.
    private void Claims(World world, int place, Instance instance)
    {
        // Without a clock of the store, instances also compare their times while nothing is due.
        if (world.Store.Noted is not null) Add(world, MoveKind.Claim, place);
        var due = world.Store.Due(ProcessMoves.ClaimTimeOf(world, place)).ToArray();
        if (due.Length == 0) return;
        var first = due.TakeWhile(row => row.Row.NextCheckAt == due[0].Row.NextCheckAt).ToArray();
        foreach (var row in isWalk && first.Length > 1 ? [] : first) AddClaim(world, place, 1 << (int)(row.Row.Id - 1));
        var all = isWalk ? due : [.. due.Take(MaxChecks - instance.Checks.Count)];
        if (all.Length > 1) AddClaim(world, place, all.Sum(row => 1 << (int)(row.Row.Id - 1)));
    }

    private void AddClaim(World world, int place, int rows)
    {
        Add(world, MoveKind.Claim, place, rows);
        Add(world, MoveKind.ClaimWithoutResponse, place, rows);
    }

    private void OfDeliveries(World world, int place)
    {
        var instance = world.Instances[place];
        if (instance.Deliveries.Count < MaxDeliveries && world.Budget.Left(MoveKind.Deliver) > 0)
        {
            var due = world.Store.DueChanges(ProcessMoves.ClaimTimeOf(world, place)).ToArray();
            var first = due.TakeWhile(change => change.DueAt == due[0].DueAt).ToArray();
            foreach (var change in isWalk && first.Length > 1 ? [] : first)
                AddDelivery(world, place, 1 << (int)(change.Change.Transaction.Id - 1));
            if (isWalk && due.Length > 1) AddDelivery(world, place, due.Sum(change => 1 << (int)(change.Change.Transaction.Id - 1)));
        }

        for (var task = 0; task < instance.Deliveries.Count; task++)
        {
            if (instance.Deliveries[task].Commit is not null) continue;
            foreach (var end in Enum.GetValues<DeliveryEnd>())
            {
                var argument = Move.OfEnd(task, end);
                if (end != DeliveryEnd.CommittedInTransaction) Add(world, MoveKind.HandlerEnd, place, argument);
                AddCommit(world, place, Move.EndAndCommit + argument);
            }
        }

        if (instance.Deliveries.IndexOf(delivery => delivery.Commit is not null) >= 0) AddCommit(world, place, Move.Deliveries);
    }

    private void AddDelivery(World world, int place, int rows)
    {
        Add(world, MoveKind.Deliver, place, rows);
        Add(world, MoveKind.DeliverWithoutResponse, place, rows);
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
        // In a store without a clock, a new process has to find out the time again.
        if (instance.IsIdle && world.Store.Noted is null) return;
        Add(world, MoveKind.Crash, place);
        if (instance.IsIdle) return;
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
            if (world.Budget.Left(MoveKind.Resolve) > 0 && MerchantMoves.CanResolve(world, row)) Add(world, MoveKind.Resolve, 0, row);
            var changes = world.Store.Changes[row];
            for (var place = 0; place < changes.Count; place++)
            {
                if (changes[place].Status == DeliveryStatus.Parked) Add(world, MoveKind.Redeliver, 0, Move.OfChange(row, place));
            }
        }
    }

    private void Add(World world, MoveKind kind, int instance = 0, int argument = 0)
    {
        if (world.Budget.Left(kind) > 0) _moves.Add(new Move(kind, instance, argument));
    }
}
