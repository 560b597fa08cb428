namespace PaymentStatusSdk.Exploration.Moves;

/// <summary>Makes moves.</summary>
internal static class Mover
{
    public const int LongTick = 7;

    /// <summary>Makes a move, and checks the invariants.</summary>
    public static void Make(World world, Move move)
    {
        world.Budget = world.Budget.Spend(move.Kind);
        try
        {
            Run(world, move);
            world.CheckStored();
        }
        catch (Exception exception)
        {
            world.Violations.Add($"The move throws {exception.GetType().Name}: {exception.Message}");
        }
    }

    private static void Run(World world, Move move)
    {
        var (place, argument) = (move.Instance, move.Argument);
        switch (move.Kind)
        {
            case MoveKind.Tick: world.Now++; break;
            case MoveKind.LongTick: world.Now += LongTick; break;
            case MoveKind.Claim or MoveKind.ClaimWithoutResponse:
                CheckMoves.Claim(world, place, argument, move.Kind == MoveKind.Claim);
                break;
            case MoveKind.Answer: CheckMoves.Answer(world, place, move.Answered.Task, move.Answered.Answer); break;
            case MoveKind.Commit or MoveKind.CommitWithoutResponse: Commit(world, move, move.Kind == MoveKind.Commit); break;
            case MoveKind.Renew: ProcessMoves.Renew(world, place); break;
            case MoveKind.Crash: ProcessMoves.Crash(world, place); break;
            case MoveKind.HostStop: ProcessMoves.Stop(world, place); break;
            case MoveKind.Skew: ProcessMoves.Skew(world, place, argument == 1); break;
            case MoveKind.Wake: MerchantMoves.Wake(world, (WakeKind)argument); break;
            case MoveKind.Stop: MerchantMoves.Stop(world, argument); break;
            case MoveKind.Track: MerchantMoves.Track(world, (EnrollmentKind)argument); break;
            case MoveKind.Deliver or MoveKind.DeliverWithoutResponse:
                DeliveryMoves.Claim(world, place, argument, move.Kind == MoveKind.Deliver);
                break;
            case MoveKind.HandlerEnd: DeliveryMoves.EndHandler(world, place, move.Ended.Task, move.Ended.End); break;
            case MoveKind.Redeliver: MerchantMoves.Redeliver(world, move.Change.Row, move.Change.Place); break;
            case MoveKind.Resolve: MerchantMoves.Resolve(world, argument); break;
            case MoveKind.Prune: MaintenanceMoves.Prune(world); break;
            case MoveKind.ShortenLeases: MaintenanceMoves.ShortenLeases(world); break;
            default: throw new InvalidOperationException("There is no such move.");
        }
    }

    private static void Commit(World world, Move move, bool hasResponse)
    {
        var (place, argument) = (move.Instance, move.Argument);
        if (argument >= Move.EndAndCommit && move.Ended.End == DeliveryEnd.CommittedInTransaction)
        {
            DeliveryMoves.CommitInTransaction(world, place, move.Ended.Task, hasResponse);
            return;
        }

        if (argument >= Move.EndAndCommit) DeliveryMoves.EndHandler(world, place, move.Ended.Task, move.Ended.End);
        else if (argument >= Move.AnswerAndCommit) CheckMoves.Answer(world, place, move.Answered.Task, move.Answered.Answer);
        if (argument is Move.Deliveries or >= Move.EndAndCommit) DeliveryMoves.Commit(world, place, hasResponse);
        else CheckMoves.Commit(world, place, hasResponse);
    }
}
