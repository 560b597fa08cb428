namespace PaymentStatusSdk.Testing;

/// <summary>The steps of each id, and how far each id has come. Guarded by its owner's lock.</summary>
internal sealed class ScriptedBook
{
    private readonly Dictionary<string, List<Func<TransactionStatusResult>>> _scripts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _positions = new(StringComparer.Ordinal);

    public void Add(string id, Func<TransactionStatusResult> step)
    {
        if (!_scripts.TryGetValue(id, out var steps)) _scripts.Add(id, steps = []);
        steps.Add(step);
    }

    /// <summary>The step for this question; the last one repeats, and one that is added after it comes next.</summary>
    public Func<TransactionStatusResult> Next(string client, string id)
    {
        if (!_scripts.TryGetValue(id, out var steps) && !_scripts.TryGetValue(ScriptedTransactionStatusClient.AnyOther, out steps))
            return () => throw Unscripted(client, id);

        var position = _positions.GetValueOrDefault(id);
        _positions[id] = Math.Min(position + 1, steps.Count);
        return steps[Math.Min(position, steps.Count - 1)];
    }

    private InvalidOperationException Unscripted(string client, string id)
    {
        var ids = string.Join(", ", _scripts.Keys.Order(StringComparer.Ordinal).Select(key => $"'{key}'"));
        return new InvalidOperationException(
            $"The scripted client '{client}' was asked for '{id}', which has no script. Scripted: {(ids.Length == 0 ? "nothing" : ids)}. "
            + "Add an answer for it, or one for ScriptedTransactionStatusClient.AnyOther.");
    }
}
