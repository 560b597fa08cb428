using System.Text;
using PaymentStatusSdk.Adapters.Wire;
using PaymentStatusSdk.Fuzz.Engine;
using PaymentStatusSdk.Fuzz.Mutation;
using PaymentStatusSdk.Fuzz.Naive;

namespace PaymentStatusSdk.Fuzz.Targets;

/// <summary>The form reader. It returns the pairs that splitting and decoding with strings return.</summary>
internal sealed class FormTarget : FuzzTarget
{
    public override string Name => "form";

    public override IMutator Mutator { get; } = new MixedMutator(
        new FormMutator(["a", "STATUS", "", "TXID"], ["SUCCEEDED", "", "1", "a b"]));

    public override string WireFolder => "Ppro";

    // Strings for every name and value; a body of separators only has the most of them.
    public override long AllocationPerByte => 128;

    public override bool IsJudgedAtAnyLength => true;

    public override object? Read(byte[] input)
    {
        var pairs = new List<FormReading>();
        var form = new FormReader(input);
        while (form.Read())
        {
            var value = form.HasValue ? Encoding.Latin1.GetString(form.Value) : null;
            pairs.Add(new FormReading(
                Encoding.Latin1.GetString(form.Name), value,
                form.HasValue && FormReader.TryDecode(form.Value, out var decoded) ? decoded : null));
        }

        return pairs;
    }

    public override string Describe(object? reading, Exception? failure) => reading is List<FormReading> pairs
        ? string.Join('&', pairs.Take(8).Select(pair => $"{pair.Name.Length},{pair.Value is null},{pair.Decoded is null}"))
        : failure!.Message;

    public override bool IsDocumented(Exception exception) => false;

    public override void Judge(byte[] input, object? reading, Exception? failure)
    {
        var expected = NaiveForm.Split(input)
            .Select(pair => new FormReading(pair.Name, pair.Value, pair.Value is null ? null : NaiveForm.Decode(pair.Value)));
        SurpriseException.Unless(
            expected.SequenceEqual((List<FormReading>)reading!), Oracle.Content, "The pairs differ from those that a plain split returns.");
    }
}
