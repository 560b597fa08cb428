using System.Globalization;
using PaymentStatusSdk.Fuzz.Engine;
using PaymentStatusSdk.Fuzz.Targets;

namespace PaymentStatusSdk.Fuzz;

/// <summary>The command line.</summary>
internal sealed class FuzzArguments
{
    public const string Usage = """
        --seconds N     fuzz all targets for N seconds in total (60)
        --seed N        the source of all random choices (1)
        --target NAME   only this target; may be repeated
        --input FILE    run one input of one target and show what happens
        --repeat START,LENGTH   repeat this part of the input until it is large, and judge time, memory and results
        --write-inputs FOLDER   write the inputs from which mutations of a target start
        --write-dictionary FILE write the words of a target's mutations as a dictionary of AFL++
        --probe FOLDER  repeat parts of each input in the folder until they are large, and judge time, memory and results
        --folder PATH   where surprising inputs are written (artifacts/fuzz)
        --self-test     plant a wrong reader for each oracle and show that each is reported
        --list          list the targets
        --afl NAME      run as a program under afl-fuzz; see tests/PaymentStatusSdk.Fuzz/afl
        """;

    public double Seconds { get; private set; } = 60;

    public int Seed { get; private set; } = 1;

    public List<string> Targets { get; } = [];

    public string? Input { get; private set; }

    public RepeatedPart? Repeated { get; private set; }

    public string Folder { get; private set; } = Path.Combine("artifacts", "fuzz");

    public string? InputFolder { get; private set; }

    public string? Dictionary { get; private set; }

    public string? ProbedFolder { get; private set; }

    public string? Afl { get; private set; }

    public bool IsSelfTest { get; private set; }

    public bool IsList { get; private set; }

    /// <summary>Reads the arguments; null when they cannot be read.</summary>
    public static FuzzArguments? Read(string[] arguments)
    {
        var read = new FuzzArguments();
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] is "--self-test") read.IsSelfTest = true;
            else if (arguments[i] is "--list") read.IsList = true;
            else if (i + 1 >= arguments.Length || !read.TrySet(arguments[i], arguments[++i])) return null;
        }

        if (read.Targets.Count == 0 && read.Afl is null) read.Targets.AddRange(AllTargets.Names);
        return read;
    }

    private bool TrySet(string name, string value)
    {
        switch (name)
        {
            case "--seconds" when double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds):
                Seconds = seconds;
                return true;
            case "--seed" when int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var seed):
                Seed = seed;
                return true;
            case "--target" when AllTargets.Names.Contains(value): Targets.Add(value); return true;
            case "--afl" when AllTargets.Names.Contains(value): Afl = value; return true;
            case "--input": Input = value; return true;
            case "--repeat" when RepeatedPart.Parse(value) is { } part: Repeated = part; return true;
            case "--write-inputs": InputFolder = value; return true;
            case "--write-dictionary": Dictionary = value; return true;
            case "--probe": ProbedFolder = value; return true;
            case "--folder": Folder = value; return true;
            default: return false;
        }
    }
}
