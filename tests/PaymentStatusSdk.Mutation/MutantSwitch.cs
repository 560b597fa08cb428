namespace PaymentStatusSdk.Mutation;

/// <summary>The switch that mutated assemblies read: which mutant is active, and which members have been used.</summary>
/// <remarks>One test runs at a time, but its threads use the members and create static classes.</remarks>
public static class MutantSwitch
{
    private const int None = -1;

    private static readonly Lock Gate = new();
    private static readonly List<Action> Resets = [];
    private static readonly List<int> Fields = [];
    private static int _member = None;
    private static int _mutant;
    private static bool[]? _used;

    /// <summary>Increases whenever static values must be computed again.</summary>
    public static int Generation { get; private set; }

    /// <summary>Not a constant, so that the compiler keeps the code behind it.</summary>
    public static bool True => Generation >= 0;

    /// <summary>Not a constant, so that the compiler keeps the code behind it.</summary>
    public static bool False => Generation < 0;

    /// <summary>Returns the active mutant of a member; 0 when it has none.</summary>
    public static int Enter(int member)
    {
        if (member == _member) return _mutant;
        if (_used is { } used) used[member] = true;
        return 0;
    }

    /// <summary>Registers a static field of a mutated class, so that it is computed again for the next mutant.</summary>
    public static T Keep<T>(int member, Action reset, T value)
    {
        lock (Gate)
        {
            Resets.Add(reset);
            Fields.Add(member);
        }

        return value;
    }

    /// <summary>Activates a mutant, or none with the number 0, and computes the static values again.</summary>
    internal static void Activate(int member, int mutant)
    {
        (_member, _mutant) = (mutant == 0 ? None : member, mutant);
        Generation++;
        Action[] resets;
        lock (Gate) resets = [.. Resets];
        foreach (var reset in resets) reset();
    }

    /// <summary>Runs a call without a mutant, and returns the members that it uses.</summary>
    internal static int[] Record(int members, Action call)
    {
        Activate(None, 0);
        var used = _used = new bool[members];
        try
        {
            call();
        }
        finally
        {
            _used = null;
        }

        // Reading a field is not noticed, so each call counts as using those that exist by now.
        lock (Gate)
        {
            foreach (var field in Fields) used[field] = true;
        }

        return [.. Enumerable.Range(0, members).Where(member => used[member])];
    }
}
