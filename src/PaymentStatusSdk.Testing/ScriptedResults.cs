namespace PaymentStatusSdk.Testing;

/// <summary>The steps of each id, and the position of each id in its steps. The owner's lock guards it.</summary>
internal sealed class ScriptedResults
{
    private readonly Dictionary<string, List<Func<TransactionStatusResult>>> _scripts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _positions = new(StringComparer.Ordinal);

    public void Add(string id, Func<TransactionStatusResult> step)
    {
        if (!_scripts.TryGetValue(id, out var steps)) _scripts.Add(id, steps = []);
        steps.Add(step);
    }

    /// <summary>Returns the step for this query. The last step repeats; a step that is added later comes next.</summary>
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
            $"The scripted client '{client}' has no script for '{id}'. Scripted: {(ids.Length == 0 ? "nothing" : ids)}. "
            + "Add an answer for it, or one for ScriptedTransactionStatusClient.AnyOther.");
    }
}
