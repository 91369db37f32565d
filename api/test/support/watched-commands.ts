import mongoose from 'mongoose';

/** Makes the clients of applications started from here on tell the commands they send. */
export function watchCommands(): void {
  const connect = mongoose.createConnection;
  jest.spyOn(mongoose, 'createConnection').mockImplementation(((uri: string, options: object) =>
    (connect as (uri: string, options: object) => unknown).call(mongoose, uri, {
      ...options,
      monitorCommands: true,
    })) as never);
}
