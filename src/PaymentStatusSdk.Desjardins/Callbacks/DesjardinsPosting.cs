namespace PaymentStatusSdk.Desjardins.Callbacks;

/// <summary>The POST of step 3, whose reply is taken once. Not thread-safe.</summary>
internal sealed class DesjardinsPosting(Task<DesjardinsReply> posting)
{
    /// <summary>Completes with the reply; does not complete any more after the reply was taken.</summary>
    public Task Reply { get; private set; } = posting;

    /// <summary>Whether the reply was taken, so that the connection of step 3 is closed.</summary>
    public bool IsOver { get; private set; }

    /// <summary>The problem with the reply, after which step 4 may still arrive; null when there is none.</summary>
    public string? Problem { get; private set; }

    /// <summary>Returns the reply; null when it has not arrived or was taken before.</summary>
    public async ValueTask<DesjardinsReply?> TakeAsync()
    {
        if (IsOver || !posting.IsCompleted) return null;
        var reply = await posting.ConfigureAwait(false);
        (IsOver, Problem, Reply) = (true, reply.Problem, new TaskCompletionSource().Task);
        return reply;
    }
}
