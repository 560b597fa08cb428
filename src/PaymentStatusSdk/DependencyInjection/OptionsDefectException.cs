namespace PaymentStatusSdk.DependencyInjection;

/// <summary>Code of an adapter threw while options were bound or validated.</summary>
/// <param name="options">The type of the options, which belongs to the adapter.</param>
/// <param name="member">The member that threw.</param>
/// <param name="cause">The exception that it threw; its message may quote a setting.</param>
internal sealed class OptionsDefectException(Type options, string member, Exception cause) : Exception(
    $"the adapter ({options.Assembly.GetName().Name}) has a defect: {member} threw {cause.GetType()}. Report it to the adapter's author "
    + "with the stack in the log (event 1011).", cause);
