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
            case MoveKind.Claim: CheckMoves.Claim(world, place, argument); break;
            case MoveKind.Answer: CheckMoves.Answer(world, place, argument / 16, (AnswerKind)(argument % 16)); break;
            case MoveKind.Commit or MoveKind.CommitWithoutResponse:
                Commit(world, place, argument, move.Kind == MoveKind.Commit);
                break;
            case MoveKind.Renew: ProcessMoves.Renew(world, place); break;
            case MoveKind.Crash: ProcessMoves.Crash(world, place); break;
            case MoveKind.HostStop: ProcessMoves.Stop(world, place); break;
            case MoveKind.Skew: ProcessMoves.Skew(world, place, argument == 1); break;
            case MoveKind.Wake: MerchantMoves.Wake(world, (WakeKind)argument); break;
            case MoveKind.Stop: MerchantMoves.Stop(world, argument); break;
            case MoveKind.Track: MerchantMoves.Track(world, (EnrollmentKind)argument); break;
            case MoveKind.Deliver: DeliveryMoves.Claim(world, place, argument); break;
            case MoveKind.HandlerEnd: DeliveryMoves.EndHandler(world, place, argument / 4, (DeliveryEnd)(argument % 4)); break;
            case MoveKind.Redeliver: MerchantMoves.Redeliver(world, argument / 16, argument % 16); break;
            case MoveKind.Prune: MaintenanceMoves.Prune(world); break;
            case MoveKind.ShortenLeases: MaintenanceMoves.ShortenLeases(world); break;
            default: throw new InvalidOperationException("There is no such move.");
        }
    }

    private static void Commit(World world, int place, int argument, bool hasResponse)
    {
        if (argument >= Move.EndAndCommit && (DeliveryEnd)(argument % 4) == DeliveryEnd.CommittedInTransaction)
        {
            DeliveryMoves.CommitInTransaction(world, place, (argument - Move.EndAndCommit) / 4, hasResponse);
            return;
        }

        if (argument >= Move.EndAndCommit)
            DeliveryMoves.EndHandler(world, place, (argument - Move.EndAndCommit) / 4, (DeliveryEnd)(argument % 4));
        else if (argument >= Move.AnswerAndCommit)
            CheckMoves.Answer(world, place, (argument - Move.AnswerAndCommit) / 16, (AnswerKind)(argument % 16));
        if (argument is Move.Deliveries or >= Move.EndAndCommit) DeliveryMoves.Commit(world, place, hasResponse);
        else CheckMoves.Commit(world, place, hasResponse);
    }
}
